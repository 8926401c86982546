import CLinux

extension Camera {
    /// Asks for a format, size and rate, believes the answers, and maps the buffers; the stream is stopped before.
    ///
    /// `VIDIOC_S_FMT`, `VIDIOC_S_PARM`, `VIDIOC_REQBUFS`, `VIDIOC_QUERYBUF`, mmap(2). Without `rate` the camera's
    /// own stays. After an error the camera has no buffers and can be configured again.
    @discardableResult
    public mutating func configure(
        fourCC: FourCC, width: UInt32, height: UInt32, rate: FrameRate?, bufferCount: Int = 4
    ) throws(CameraError) -> CameraFormat {
        precondition(bufferCount >= 2 && bufferCount <= 32)
        letGo()
        let agreed: CameraFormat
        do throws(Errno) {
            agreed = try agree(fourCC: fourCC, width: width, height: height, rate: rate)
            var request = bufferRequest(count: bufferCount)
            let number = number
            // The kernel reads and fills the structure it is given and keeps no pointer to it.
            _ = try retrying("VIDIOC_REQBUFS") { unsafe vidioc_reqbufs(number, &request) }
            for index in 0..<Int(request.count) {
                mappings.append(try map(index))
            }
        } catch {
            letGo()
            throw .call(error)
        }
        guard mappings.count >= 2 else {
            letGo()
            throw .tooFewBuffers
        }
        format = agreed
        return agreed
    }

    /// Stops the stream and forgets format and buffers; what was captured is no longer readable.
    mutating func letGo() {
        releaseBuffers()
        mappings.removeAll()
        isStreaming = false
        session &+= 1
        format = nil
    }

    private func agree(
        fourCC: FourCC, width: UInt32, height: UInt32, rate: FrameRate?
    ) throws(Errno) -> CameraFormat {
        let number = number
        var format = unsafe v4l2_format()
        unsafe format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
        // `pix` is the member of the union that the kernel reads and fills for this type of buffer.
        unsafe format.fmt.pix.pixelformat = fourCC.value
        unsafe format.fmt.pix.width = width
        unsafe format.fmt.pix.height = height
        unsafe format.fmt.pix.field = V4L2_FIELD_NONE.rawValue
        // The kernel reads and fills the structure it is given and keeps no pointer to it.
        _ = try retrying("VIDIOC_S_FMT") { unsafe vidioc_s_fmt(number, &format) }
        let answer = unsafe format.fmt.pix
        return CameraFormat(
            fourCC: FourCC(value: answer.pixelformat),
            width: answer.width,
            height: answer.height,
            bytesPerLine: answer.bytesperline,
            frameCapacity: answer.sizeimage,
            rate: try agree(rate: rate)
        )
    }

    /// The rate that the driver has settled on; nil when it knows no rates.
    private func agree(rate: FrameRate?) throws(Errno) -> FrameRate? {
        let number = number
        var parameters = v4l2_streamparm()
        parameters.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
        // The kernel fills the structure it is given and keeps no pointer to it. A driver without this call has no
        // rate to tell, which is no failure.
        guard unsafe vidioc_g_parm(number, &parameters) == 0 else { return nil }
        // `capture` is the member of the union that the kernel reads and fills for this type of buffer.
        let canSet = unsafe parameters.parm.capture.capability & UInt32(V4L2_CAP_TIMEPERFRAME) != 0
        if let rate, canSet {
            unsafe parameters.parm.capture.timeperframe.numerator = rate.seconds
            unsafe parameters.parm.capture.timeperframe.denominator = rate.frames
            // As above.
            _ = try retrying("VIDIOC_S_PARM") { unsafe vidioc_s_parm(number, &parameters) }
        }
        let interval = unsafe parameters.parm.capture.timeperframe
        guard interval.numerator > 0, interval.denominator > 0 else { return nil }
        return FrameRate(frames: interval.denominator, seconds: interval.numerator)
    }

    private func map(_ index: Int) throws(Errno) -> FrameMapping {
        let number = number
        var buffer = unsafe captureBuffer(index)
        // The kernel reads and fills the structure it is given and keeps no pointer to it.
        _ = try retrying("VIDIOC_QUERYBUF") { unsafe vidioc_querybuf(number, &buffer) }
        // `offset` is the member of the union that the kernel fills for mapped buffers; a mapping of the driver's
        // buffer at the offset it named overlaps nothing of ours.
        guard let start = unsafe linux_map_shared(number, Int(buffer.length), Int(buffer.m.offset)) else {
            throw .last("mmap")
        }
        return unsafe FrameMapping(start: start, byteCount: Int(buffer.length))
    }
}

/// A request about one of the mapped buffers.
func captureBuffer(_ index: Int) -> v4l2_buffer {
    var buffer = unsafe v4l2_buffer()
    unsafe buffer.index = UInt32(index)
    unsafe buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
    unsafe buffer.memory = V4L2_MEMORY_MMAP.rawValue
    return unsafe buffer
}
