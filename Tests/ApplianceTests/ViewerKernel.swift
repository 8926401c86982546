@testable import Appliance

/// A viewer's kernel and its program: what arrives waits in a buffer until the program reads it, and the window is what
/// is left of that buffer.
final class ViewerKernel {
    private let peer: Peer
    /// How many bytes the buffer has.
    var capacity: Int
    /// Bytes that wait for the program.
    private(set) var unread = 0
    private var arrived = 0
    private var roundTrip: Interval

    /// The kernel of a viewer that has read the head of its stream.
    init(_ peer: Peer, capacity: Int = 1_000_000, roundTripMilliseconds: Int = 0) {
        self.peer = peer
        self.capacity = capacity
        roundTrip = .milliseconds(roundTripMilliseconds)
        arrived = peer.received.count
        announce()
    }

    /// Lets arrive what the server sends, as far as there is room.
    func receive() {
        peer.take(max(capacity - unread, 0))
        unread += peer.received.count - arrived
        arrived = peer.received.count
        announce()
    }

    /// The program reads so many bytes, all at the most.
    func read(_ count: Int = .max) {
        unread -= min(count, unread)
        announce()
    }

    /// Tells the server what it would be told by its own kernel.
    private func announce() {
        peer.reading = TransportReading(windowBytes: capacity - unread, queuedBytes: 0, roundTrip: roundTrip)
    }
}
