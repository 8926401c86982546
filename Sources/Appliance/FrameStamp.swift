/// When a frame was captured and its number in the stream.
public struct FrameStamp: Sendable {
    /// When the camera had it.
    public let captured: Instant
    /// Its number, which never goes back.
    public let sequence: Int
}
