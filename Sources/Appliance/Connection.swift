import Wire

/// One connection: its state, what it still has to send, and until when it may take.
public final class Connection {
    /// What a connection is doing; nothing else says so.
    enum State {
        /// Waits for a request that is due, or for the rest of one.
        case reading
        /// Has been answered and may ask again.
        case resting
        /// Sends an answer; then reads on or ends.
        case answering
        /// Waits until its password is checked; the mark says which.
        case awaitingAccess(Request, mark: UInt64)
        /// Waits for a picture to answer with.
        case awaitingPicture(SnapshotWish)
        /// Waits for the camera's controls, or for one to be set.
        case awaitingControls(ControlRequest)
        /// Gets the stream.
        case streaming(Viewer)
        /// Has said all and lets the peer read it: what still comes is passed over (RFC 9112 section 9.6).
        case lingering
        /// Is to be closed.
        case ended
    }

    /// What a connection is to be told by the kernel.
    public struct Interest: Equatable, Sendable {
        /// That bytes have come.
        public var reading: Bool
        /// That bytes can go.
        public var writing: Bool
        /// That the peer has gone: asked where nobody reads.
        public var hangup: Bool
    }

    /// The connection's number, in the order of accepting.
    public let number: Int
    /// Who is at the other end, for people.
    public let peer: String

    /// What is still to be sent.
    public internal(set) var outgoing = Outgoing()
    var state = State.reading
    var parser: RequestParser
    /// Whether the connection goes on after the answer that is on its way.
    var keepsAlive = false
    /// The path of the request that is answered, for people.
    var path: [UInt8] = []
    /// When patience ends: with the head, with the next request, with a reader who takes nothing, with a snapshot.
    var deadline: Instant?

    init(number: Int, peer: String, limits: RequestLimits) {
        self.number = number
        self.peer = peer
        parser = RequestParser(limits: limits)
    }

    /// What the kernel is to tell of this connection, derived anew for each turn.
    public var interest: Interest {
        switch state {
        case .reading, .resting: Interest(reading: true, writing: false, hangup: false)
        case .answering: Interest(reading: false, writing: true, hangup: false)
        // One that has asked and sends no more (nc -N) is still answered; a stream's viewer who does so has left.
        case .awaitingAccess, .awaitingPicture, .awaitingControls:
            Interest(reading: false, writing: false, hangup: false)
        case .streaming: Interest(reading: false, writing: !outgoing.isEmpty, hangup: true)
        case .lingering: Interest(reading: true, writing: false, hangup: false)
        case .ended: Interest(reading: false, writing: false, hangup: false)
        }
    }

    /// Whether the connection is to be closed.
    public var isEnded: Bool {
        if case .ended = state { true } else { false }
    }

    /// Whether it may be given something to send without its having asked: a stream that is through with its last
    /// picture, or an answer that was waited for.
    public var wantsFlush: Bool {
        switch state {
        case .streaming: outgoing.sent == 0
        case .answering: outgoing.sent == 0 && !outgoing.isEmpty
        case .reading, .resting, .awaitingAccess, .awaitingPicture, .awaitingControls, .lingering, .ended: false
        }
    }

    /// Whether nothing more will be sent, so that the peer is to be told.
    public var hasSaidAll: Bool {
        if case .lingering = state { true } else { false }
    }

    /// Whether it gets the stream.
    public var isStreaming: Bool { viewer != nil }

    /// The connection's part in the stream, if it has one.
    var viewer: Viewer? {
        if case .streaming(let viewer) = state { viewer } else { nil }
    }
}
