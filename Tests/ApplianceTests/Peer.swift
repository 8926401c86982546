@testable import Appliance

/// The other end of a connection: it sends bytes, and takes as many as the test lets the kernel take.
final class Peer {
    let connection: Connection
    private let bench: Bench
    /// What it has sent and the server has not read.
    private(set) var unread: [UInt8] = []
    /// What the kernel tells of the connection; nil for nothing.
    var reading: TransportReading?
    /// All that it was sent.
    private(set) var received: [UInt8] = []

    init(_ connection: Connection, at bench: Bench) {
        self.connection = connection
        self.bench = bench
    }

    /// What it was sent, as text.
    var text: String { String(decoding: received, as: UTF8.self) }

    /// Sends bytes that arrive together; they wait as long as the server does not read.
    func send(_ bytes: some Collection<UInt8>) {
        unread += bytes
        _ = deliver()
    }

    /// Sends a text that arrives as a whole.
    func send(_ text: String) {
        send(text.utf8)
    }

    /// Sends a text that arrives in two pieces, and takes what is answered to each.
    func send(_ text: String, cutAt index: Int) {
        let bytes = Array(text.utf8)
        for piece in [bytes[..<index], bytes[index...]] {
            send(piece)
            take()
        }
    }

    /// Sends a text whose bytes arrive one by one, and takes what is answered to each.
    func sendByteByByte(_ text: String) {
        for byte in text.utf8 {
            send([byte])
            take()
        }
    }

    /// Takes what there is, up to so many bytes, as the loop hands it over.
    func take(_ limit: Int = .max) {
        var room = limit
        repeat {
            while room > 0, bench.server.prepare(connection, now: bench.now, reading: { reading }) {
                let outgoing = connection.outgoing
                let picture = (outgoing.picture?.bytes ?? []).dropFirst(outgoing.pictureSkip)
                let rest = (outgoing.head + picture + outgoing.tail).dropFirst(outgoing.sent)
                precondition(rest.count == outgoing.remaining, "what remains is what was not sent")
                let taken = rest.prefix(room)
                received += taken
                room -= taken.count
                bench.note(bench.server.sent(taken.count, on: connection, now: bench.now))
            }
        } while deliver()
    }

    /// Takes what there is and tells that alone.
    func taken(_ limit: Int = .max) -> [UInt8] {
        let before = received.count
        take(limit)
        return Array(received[before...])
    }

    /// Goes away.
    func leave() {
        bench.server.hangUp(connection)
    }

    /// Lets the server read as the loop does; whether it read anything.
    private func deliver() -> Bool {
        var hasRead = false
        while !unread.isEmpty, connection.interest.reading {
            let piece = Array(unread.prefix(4096))
            unread.removeFirst(piece.count)
            bench.note(bench.server.receive(piece.span, on: connection, now: bench.now))
            hasRead = true
        }
        return hasRead
    }
}
