import Appliance
import Machine

extension Daemon {
    /// The most connections taken in one turn, so that a flood of them holds up nobody's picture.
    private static let acceptedATurn = 16
    /// How long to wait when the kernel has no descriptor left.
    private static let acceptPause = Interval.milliseconds(100)
    /// How many bytes of a viewer may wait unsent in the kernel.
    private static let unsentBytes: Int32 = 16_384

    /// Takes the connections in that have come.
    func accept(at door: Door, now: Moment) {
        do throws(Errno) {
            for _ in 0..<Self.acceptedATurn {
                guard let connected = try door.listener.accept() else { return }
                let peer = connected.peer.text
                welcome(connected.take(), peer: peer, now: now)
            }
        } catch {
            // No descriptor or no memory is left; the connection waits in the queue.
            acceptAgain = now.instant + Self.acceptPause
        }
    }

    private func welcome(_ socket: consuming Socket, peer: String, now: Moment) {
        guard let connection = server.accept(peer: peer, now: now) else {
            refuse(socket)
            return
        }
        do throws(Errno) {
            try socket.hurry(unsentBytes: Self.unsentBytes)
            // A phone that left the network says nothing; within a minute its place is free again.
            try socket.watchPeer(idle: 30, interval: 10, questions: 3)
        } catch {
            // It works without, a little later.
        }
        clients.append(Client(socket, connection))
    }

    /// Tells a peer that there is no room, as far as it listens.
    private func refuse(_ socket: borrowing Socket) {
        do throws(Errno) {
            // What it asked is taken first: closed with bytes unread, the kernel would throw the answer away.
            _ = try socket.read(into: &scratch)
            _ = try socket.send(Server.refusal)
        } catch {
            // It is gone already.
        }
    }

    /// Carries bytes both ways for a connection that is ready.
    func serve(_ client: Client, _ readiness: Readiness, now: Moment) {
        let connection = client.connection
        guard !connection.isEnded else { return }
        if readiness.isBroken || readiness.hasHungUp {
            server.hangUp(connection)
            return
        }
        do throws(Errno) {
            if readiness.canRead {
                guard let count = try client.socket.read(into: &scratch) else { return }
                if count == 0 {
                    server.hangUp(connection)
                    return
                }
                obey(server.receive(scratch.span.extracting(0..<count), on: connection, now: now), now: now)
            }
        } catch {
            server.hangUp(connection)
            return
        }
        flush(client, now: now)
    }

    /// Gives every viewer that can take it what is new.
    func flushStreams(now: Moment) {
        for client in clients where client.connection.wantsFlush { flush(client, now: now) }
    }

    /// Sends as much as there is and the kernel takes.
    private func flush(_ client: Client, now: Moment) {
        let connection = client.connection
        while server.prepare(connection, now: now, reading: { client.reading }) {
            let remaining = connection.outgoing.remaining
            do throws(Errno) {
                let count = try send(client)
                if let count { obey(server.sent(count, on: connection, now: now), now: now) }
                // The kernel has no more room; poll says when it has.
                if count ?? 0 < remaining {
                    if connection.isStreaming, let reading = client.reading {
                        server.noteBlocked(reading, of: connection, now: now)
                    }
                    return
                }
            } catch {
                server.hangUp(connection)
                return
            }
        }
        client.endWritingIfSaidAll()
    }

    /// Sends what is outgoing, as far as the kernel takes it; nil when it takes nothing now.
    private func send(_ client: Client) throws(Errno) -> Int? {
        let picture = client.connection.outgoing.picture
        guard let loan = picture?.loan, let camera else {
            let bytes = picture?.bytes ?? []
            return try client.send(bytes.span)
        }
        let frame = camera.loans.frame(in: loan.buffer)
        return try camera.device?.withBytes(of: frame) { bytes throws(Errno) in
            try client.send(bytes.extracting(loan.range))
        }
            ?? nil
    }

    /// Closes the connections that have ended.
    func sweep() {
        guard clients.contains(where: { $0.connection.isEnded }) else { return }
        clients.removeAll { $0.connection.isEnded }
        server.sweep()
    }
}
