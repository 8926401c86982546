import CLinux

extension Camera {
    /// Every format that the camera offers, with sizes and rates.
    ///
    /// `VIDIOC_ENUM_FMT`, `VIDIOC_ENUM_FRAMESIZES`, `VIDIOC_ENUM_FRAMEINTERVALS`; what a driver does not implement
    /// is empty. The lists are bounded, whatever a driver says: 64 formats, 128 sizes each, 64 rates each.
    public func formats() -> [OfferedFormat] {
        var formats: [OfferedFormat] = []
        for index: UInt32 in 0..<64 {
            var format = v4l2_fmtdesc()
            format.index = index
            format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
            // The kernel reads and fills the structure it is given and keeps no pointer to it.
            guard unsafe vidioc_enum_fmt(number, &format) == 0 else { break }
            let fourCC = FourCC(value: format.pixelformat)
            formats.append(
                OfferedFormat(
                    fourCC: fourCC,
                    description: fixedText(format.description),
                    isCompressed: format.flags & UInt32(V4L2_FMT_FLAG_COMPRESSED) != 0,
                    isEmulated: format.flags & UInt32(V4L2_FMT_FLAG_EMULATED) != 0,
                    sizes: sizes(of: fourCC)
                )
            )
        }
        return formats
    }

    /// The rates at one size of one format; empty when the driver does not tell.
    public func rates(of fourCC: FourCC, width: UInt32, height: UInt32) -> [OfferedRate] {
        var rates: [OfferedRate] = []
        for index: UInt32 in 0..<64 {
            var interval = v4l2_frmivalenum()
            interval.index = index
            interval.pixel_format = fourCC.value
            interval.width = width
            interval.height = height
            // The kernel reads and fills the structure it is given and keeps no pointer to it.
            guard unsafe vidioc_enum_frameintervals(number, &interval) == 0 else { break }
            if interval.type == V4L2_FRMIVAL_TYPE_DISCRETE.rawValue {
                let rate = FrameRate(interval.discrete)
                rates.append(OfferedRate(slowest: rate, fastest: rate))
            } else {
                // A range is the only entry there is.
                let (shortest, longest) = (interval.stepwise.min, interval.stepwise.max)
                rates.append(OfferedRate(slowest: FrameRate(longest), fastest: FrameRate(shortest)))
                break
            }
        }
        return rates
    }

    private func sizes(of fourCC: FourCC) -> [OfferedSize] {
        var sizes: [OfferedSize] = []
        for index: UInt32 in 0..<128 {
            var size = v4l2_frmsizeenum()
            size.index = index
            size.pixel_format = fourCC.value
            // The kernel reads and fills the structure it is given and keeps no pointer to it.
            guard unsafe vidioc_enum_framesizes(number, &size) == 0 else { break }
            if size.type == V4L2_FRMSIZE_TYPE_DISCRETE.rawValue {
                let (width, height) = (size.discrete.width, size.discrete.height)
                sizes.append(
                    OfferedSize(
                        widths: Steps(only: width),
                        heights: Steps(only: height),
                        rates: rates(of: fourCC, width: width, height: height)
                    )
                )
            } else {
                // A range is the only entry there is; a continuous one has steps of 1.
                let range = size.stepwise
                sizes.append(
                    OfferedSize(
                        widths: Steps(minimum: range.min_width, maximum: range.max_width, step: range.step_width),
                        heights: Steps(minimum: range.min_height, maximum: range.max_height, step: range.step_height),
                        rates: rates(of: fourCC, width: range.max_width, height: range.max_height)
                    )
                )
                break
            }
        }
        return sizes
    }
}

extension FrameRate {
    /// The rate of V4L2's seconds a frame.
    init(_ interval: v4l2_fract) {
        self.init(frames: interval.denominator, seconds: interval.numerator)
    }
}
