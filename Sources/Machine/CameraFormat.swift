/// What a camera has agreed to deliver (`VIDIOC_S_FMT`, `VIDIOC_S_PARM`); it may differ from what was asked.
public struct CameraFormat: Equatable, Sendable {
    /// The pixel format.
    public let fourCC: FourCC
    /// Pixels a line.
    public let width: UInt32
    /// Lines.
    public let height: UInt32
    /// Bytes from one line to the next, of the first plane in planar formats; 0 in compressed ones.
    public let bytesPerLine: UInt32
    /// The most bytes that a frame can have.
    public let frameCapacity: UInt32
    /// Nil when the driver does not tell or cannot set a rate.
    public let rate: FrameRate?

    /// A format as a driver answers it.
    public init(
        fourCC: FourCC, width: UInt32, height: UInt32, bytesPerLine: UInt32, frameCapacity: UInt32, rate: FrameRate?
    ) {
        self.fourCC = fourCC
        self.width = width
        self.height = height
        self.bytesPerLine = bytesPerLine
        self.frameCapacity = frameCapacity
        self.rate = rate
    }
}
