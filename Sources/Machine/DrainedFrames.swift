/// What was found when the camera was emptied to its newest frame.
public struct DrainedFrames: Sendable {
    /// The newest good frame; nil when there was none.
    public var newest: CapturedFrame?
    /// Good frames passed over because a newer one was there; the driver has them again.
    public var superseded = 0
    /// Frames flagged as faulty by the driver (`V4L2_BUF_FLAG_ERROR`) or without a byte; the driver has them again.
    public var damaged = 0
}
