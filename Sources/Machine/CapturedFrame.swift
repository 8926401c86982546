/// A frame that the camera has filled and that is ours until it is requeued; it names the memory, it does not hold it.
public struct CapturedFrame: Sendable {
    /// The number of its buffer.
    public let index: Int
    /// The bytes that the driver filled, never more than the buffer has.
    public let byteCount: Int
    /// When the driver took it, in nanoseconds of CLOCK_MONOTONIC; nil when the driver uses another clock.
    public let timestampNanoseconds: Int64?
    /// The driver's count of frames, lost ones included; it starts again at 0 with every start.
    public let driverSequence: UInt32
    /// Which start of the camera it belongs to: a frame of an earlier one is no longer ours.
    let session: UInt32
}
