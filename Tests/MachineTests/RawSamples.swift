import CJPEG

/// A picture that is made by a formula, in any layout, so that what comes back can be compared with what was meant.
struct RawSamples {
    let layout: cjpeg_layout
    let width: Int
    let height: Int
    let bytesPerLine: Int
    let bytes: [UInt8]

    /// Slopes in all three planes, and waves in Y, as smooth as a picture of a lens is.
    static func luma(_ x: Int, _ y: Int) -> UInt8 {
        let wave = (x / 3 + y / 5) % 32
        return UInt8(40 + (x * 7 / 16 + y * 5 / 16) % 120 / 2 + (wave < 16 ? wave : 32 - wave) * 4)
    }

    /// U and V of a pair of columns, and of a pair of rows where the layout has one sample for both.
    static func chroma(_ column: Int, _ row: Int) -> (u: UInt8, v: UInt8) {
        (UInt8(90 + column / 8 % 60), UInt8(150 - row / 8 % 60))
    }

    init(_ layout: cjpeg_layout, width: Int, height: Int, gap: Int = 0) {
        self.layout = layout
        self.width = width
        self.height = height
        let (evenWidth, evenHeight) = ((width + 1) / 2 * 2, (height + 1) / 2 * 2)
        let isPacked = layout == CJPEG_YUYV || layout == CJPEG_UYVY
        bytesPerLine = (isPacked ? 2 * evenWidth : layout == CJPEG_GREY ? width : evenWidth) + gap
        var bytes: [UInt8] = []
        let line = bytesPerLine
        func fill(to count: Int) { while bytes.count < count { bytes.append(255) } }
        for y in 0..<height {
            for x in 0..<(isPacked ? evenWidth : width) {
                let luma = RawSamples.luma(min(x, width - 1), y)
                let (u, v) = RawSamples.chroma(x / 2, y)
                let chroma = x % 2 == 0 ? u : v
                switch layout {
                case CJPEG_YUYV: bytes += [luma, chroma]
                case CJPEG_UYVY: bytes += [chroma, luma]
                default: bytes.append(luma)
                }
            }
            fill(to: line * (y + 1))
        }
        if layout == CJPEG_NV12 {
            for row in 0..<evenHeight / 2 {
                for column in 0..<evenWidth / 2 {
                    let (u, v) = RawSamples.chroma(column, row)
                    bytes += [u, v]
                }
                fill(to: line * (height + row + 1))
            }
        }
        if layout == CJPEG_YUV420 {
            for plane in 0..<2 {
                for row in 0..<evenHeight / 2 {
                    for column in 0..<evenWidth / 2 {
                        let (u, v) = RawSamples.chroma(column, row)
                        bytes.append(plane == 0 ? u : v)
                    }
                    fill(to: line * height + line / 2 * (plane * evenHeight / 2 + row + 1))
                }
            }
        }
        self.bytes = bytes
    }

    /// Y, U and V of one pixel.
    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
        let isHalfHigh = layout == CJPEG_NV12 || layout == CJPEG_YUV420
        let (u, v) = RawSamples.chroma(x / 2, isHalfHigh ? y / 2 : y)
        return layout == CJPEG_GREY ? [RawSamples.luma(x, y)] : [RawSamples.luma(x, y), u, v]
    }
}
