/// What the kernel told of a viewer's connection at one moment.
public struct TransportReading: Sendable {
    /// Bytes that the viewer's kernel had room for when it last said so.
    public var windowBytes: Int
    /// Bytes that our kernel has: unsent, or sent and not acknowledged.
    public var queuedBytes: Int
    /// The shortest way there and back.
    public var roundTrip: Interval

    /// A reading.
    public init(windowBytes: Int, queuedBytes: Int, roundTrip: Interval) {
        self.windowBytes = windowBytes
        self.queuedBytes = queuedBytes
        self.roundTrip = roundTrip
    }
}
