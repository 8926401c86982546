import CJPEG

/// A picture of raw samples, in a camera's frame or in an array that it carries with it.
public struct RawPicture: Sendable {
    /// Where the samples are.
    public enum Source: Sendable {
        /// A camera's frame, under the rule of `FrameMemory`.
        case frame(FrameMemory)
        case bytes([UInt8])
    }

    /// The pixel format.
    public let fourCC: FourCC
    /// Pixels a line.
    public let width: UInt32
    /// Rows.
    public let height: UInt32
    /// Bytes from one line to the next, of the first plane in planar formats.
    public let bytesPerLine: UInt32
    /// Which line of the samples stands in each row, where equal rows are there only once; empty: row by row.
    public let lines: [UInt16]
    /// Where the samples are.
    public private(set) var source: Source

    /// A frame of a camera's format; the lines follow each other without a gap when the driver tells no length.
    public init(format: CameraFormat, frame: FrameMemory) {
        fourCC = format.fourCC
        width = format.width
        height = format.height
        let tight = format.fourCC == .yuyv || format.fourCC == .uyvy ? 2 * format.width : format.width
        bytesPerLine = format.bytesPerLine > 0 ? format.bytesPerLine : tight
        lines = []
        source = .frame(frame)
    }

    /// Samples in an array; `lines`, for the layouts of a single plane, says which line stands in each row.
    public init(
        fourCC: FourCC, width: UInt32, height: UInt32, bytesPerLine: UInt32, lines: [UInt16] = [],
        bytes: consuming [UInt8]
    ) {
        self.fourCC = fourCC
        self.width = width
        self.height = height
        self.bytesPerLine = bytesPerLine
        self.lines = lines
        source = .bytes(bytes)
    }

    /// Takes the array out, so that its owner can write to it again without a copy; empty for a camera's frame.
    public mutating func takeBytes() -> [UInt8] {
        guard case .bytes(let bytes) = source else { return [] }
        source = .bytes([])
        return bytes
    }
}

extension FourCC {
    /// libjpeg takes these as they are; nil for every other format.
    var straightLayout: cjpeg_layout? {
        switch self {
        case .yuyv: CJPEG_YUYV
        case .uyvy: CJPEG_UYVY
        case .nv12: CJPEG_NV12
        case .yuv420: CJPEG_YUV420
        case .grey: CJPEG_GREY
        default: nil
        }
    }
}
