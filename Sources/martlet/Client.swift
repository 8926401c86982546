import Appliance
import Machine

/// One connection's two halves: the socket, and what is decided about it.
final class Client {
    let socket: Socket
    let connection: Connection
    /// Where in this turn's poll set it stands.
    var place = 0
    /// Whether the peer has been told that nothing more will come.
    private var hasEndedWriting = false

    init(_ socket: consuming Socket, _ connection: Connection) {
        self.socket = socket
        self.connection = connection
    }

    /// What the kernel tells of the connection; nil where it tells nothing.
    var reading: TransportReading? {
        socket.transport.map {
            TransportReading(
                windowBytes: $0.windowBytes, queuedBytes: $0.queuedBytes,
                roundTrip: Interval(nanoseconds: $0.roundTripNanoseconds))
        }
    }

    /// Sends what is outgoing with the bytes of its picture, as far as the kernel takes it; nil when it takes nothing now.
    func send(_ picture: Span<UInt8>) throws(Errno) -> Int? {
        let outgoing = connection.outgoing
        return try socket.send(
            outgoing.head.span, picture.extracting(droppingFirst: min(outgoing.pictureSkip, picture.count)),
            outgoing.tail.span, skipping: outgoing.sent, limit: outgoing.runLimit ?? .max)
    }

    /// Tells the peer that nothing more will come, once.
    func endWritingIfSaidAll() {
        guard connection.hasSaidAll, !hasEndedWriting else { return }
        hasEndedWriting = true
        socket.endWriting()
    }
}
