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

    /// Tells the peer that nothing more will come, once.
    func endWritingIfSaidAll() {
        guard connection.hasSaidAll, !hasEndedWriting else { return }
        hasEndedWriting = true
        socket.endWriting()
    }
}
