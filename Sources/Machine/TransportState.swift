/// What the kernel tells of a TCP connection: how much it still has itself, and how much its peer's has room for.
public struct TransportState: Equatable, Sendable {
    /// Bytes that the peer's kernel had room for when it last said so.
    public let windowBytes: Int
    /// Bytes that our kernel has: unsent, or sent and not acknowledged.
    public let queuedBytes: Int
    /// The shortest round trip of the last minutes, in nanoseconds; 0 before the first one.
    public let roundTripNanoseconds: Int64
}
