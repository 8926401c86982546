import CLinux

/// What poll(2) says of one descriptor.
public struct Readiness: Sendable {
    /// Bytes, a connection or an event can be had (POLLIN).
    public let canRead: Bool
    /// There is room to write (POLLOUT).
    public let canWrite: Bool
    /// The peer sends no more (POLLRDHUP).
    public let hasHungUp: Bool
    /// It is broken or gone (POLLERR, POLLHUP, POLLNVAL).
    public let isBroken: Bool

    init(_ events: Int16) {
        let events = Int32(events)
        canRead = events & POLLIN != 0
        canWrite = events & POLLOUT != 0
        hasHungUp = events & Int32(POLLRDHUP) != 0
        isBroken = events & (POLLERR | POLLHUP | POLLNVAL) != 0
    }

    /// Whether there is anything at all.
    public var isAny: Bool { canRead || canWrite || hasHungUp || isBroken }
}
