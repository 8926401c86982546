/// So many frames in so many seconds: 30/1, 30000/1001.
///
/// V4L2 counts the other way, in seconds a frame (`v4l2_fract`).
public struct FrameRate: Equatable, Sendable {
    /// Frames in that time.
    public let frames: UInt32
    /// The time in whole seconds.
    public let seconds: UInt32

    /// So many frames in so many seconds.
    public init(frames: UInt32, seconds: UInt32 = 1) {
        self.frames = frames
        self.seconds = seconds
    }

    /// Frames a second in thousandths, rounded to the nearest; 0 when `seconds` is 0.
    public var thousandths: Int {
        guard seconds > 0 else { return 0 }
        return Int((UInt64(frames) * 1000 + UInt64(seconds) / 2) / UInt64(seconds))
    }

    /// Whether this rate is lower than another, compared exactly.
    public func isSlower(than other: FrameRate) -> Bool {
        UInt64(frames) * UInt64(other.seconds) < UInt64(other.frames) * UInt64(seconds)
    }
}
