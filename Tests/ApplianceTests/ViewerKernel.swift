@testable import Appliance

/// A viewer's kernel and its program, as Linux is: what arrives waits in a buffer until the program reads it, and the
/// window is what is left of that buffer.
///
/// It tells its window with an acknowledgement and not otherwise: at once for much that arrives, after 40 ms for little,
/// or when the program reads what is not acknowledged yet, or so much that the window is twice as wide.
final class ViewerKernel {
    private let peer: Peer
    private let bench: Bench
    /// How many bytes the buffer has.
    var capacity: Int
    /// Bytes that wait for the program.
    private(set) var unread = 0
    private var arrived = 0
    private var unacknowledged = 0
    private var acknowledgeAt: Instant?
    private var announced = 0
    private let roundTrip: Interval

    /// The kernel of a viewer that has read the head of its stream.
    init(_ peer: Peer, at bench: Bench, capacity: Int = 1_000_000, roundTripMilliseconds: Int = 0) {
        self.peer = peer
        self.bench = bench
        self.capacity = capacity
        roundTrip = .milliseconds(roundTripMilliseconds)
        arrived = peer.received.count
        acknowledge()
    }

    /// Lets arrive what the server sends, as far as there is room.
    func receive() {
        peer.take(max(capacity - unread, 0))
        let count = peer.received.count - arrived
        arrived += count
        unread += count
        unacknowledged += count
        if count > 3000 {
            acknowledge()
        } else if count > 0, acknowledgeAt == nil {
            acknowledgeAt = bench.now.instant + .milliseconds(40)
        }
        if let acknowledgeAt, bench.now.instant >= acknowledgeAt { acknowledge() }
        tell()
    }

    /// The program reads so many bytes, all at the most.
    func read(_ count: Int = .max) {
        unread -= min(count, unread)
        if unacknowledged > 0 || capacity - unread >= 2 * announced { acknowledge() }
        tell()
    }

    private func acknowledge() {
        announced = capacity - unread
        unacknowledged = 0
        acknowledgeAt = nil
        tell()
    }

    /// Tells the server what it would be told by its own kernel.
    private func tell() {
        peer.reading = TransportReading(windowBytes: announced, queuedBytes: unacknowledged, roundTrip: roundTrip)
    }
}
