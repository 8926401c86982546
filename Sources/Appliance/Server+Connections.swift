import Wire

extension Server {
    /// What a connection is told that cannot be had, before it is closed.
    public static let refusal: [UInt8] = {
        let line = "too many connections: try again later\n"
        var bytes: [UInt8] = []
        ResponseHead(
            .serviceUnavailable, contentType: "text/plain; charset=utf-8", contentLength: line.utf8.count,
            keepsAlive: false
        ).append(to: &bytes)
        ResponseHead.end(&bytes)
        bytes.append(line)
        return bytes
    }()

    /// Takes a connection in; nil when there are as many as there may be.
    ///
    /// - Parameter peer: who it is, for people.
    public mutating func accept(peer: String, now: Moment) -> Connection? {
        guard connections.count < settings.connections else {
            counters.rejected += 1
            return nil
        }
        counters.connections += 1
        lastConnection += 1
        let limits = RequestLimits(headBytes: settings.headBytes, targetBytes: settings.headBytes / 2)
        let connection = Connection(number: lastConnection, peer: peer, limits: limits)
        beginReading(connection, now: now)
        connections.append(connection)
        return connection
    }

    /// Takes bytes that came on a connection.
    ///
    /// - Returns: what a request changed about the camera.
    public mutating func receive(
        _ bytes: Span<UInt8>, on connection: Connection, now: Moment
    ) -> Supervisor.Order {
        if connection.hasSaidAll { return .nothing }
        if case .resting = connection.state { beginReading(connection, now: now) }
        connection.parser.append(bytes)
        return readOn(connection, now: now)
    }

    /// Says that the peer sends no more, or is gone.
    public mutating func hangUp(_ connection: Connection) {
        end(connection)
    }

    /// Puts what comes next into the connection's outgoing bytes; false when there is nothing to send.
    ///
    /// - Parameter reading: what the kernel tells of the connection, asked for only where it matters; nil where it
    ///   tells nothing.
    public mutating func prepare(
        _ connection: Connection, now: Moment, reading: () -> TransportReading?
    ) -> Bool {
        if !connection.outgoing.isEmpty { return true }
        guard case .streaming(let viewer) = connection.state else { return false }
        let skipped = viewer.skipped
        defer { counters.skipped += viewer.skipped - skipped }
        if viewer.isOver(at: now.instant) {
            finish(connection, viewer, now: now)
            return !connection.outgoing.isEmpty
        }
        let look = viewer.gauge.look
        let isTime = look.map({ now.instant >= $0 }) ?? isNewestWanted(by: viewer)
        guard isTime else { return false }
        if let reading = reading(),
            !viewer.mayFollow(
                reading, patience: Interval(nanoseconds: settings.stallTime.nanoseconds / 2),
                into: &connection.outgoing, now: now.instant)
        {
            connection.deadline = viewer.gauge.stillSince.map { $0 + settings.stallTime }
            return !connection.outgoing.isEmpty
        }
        connection.deadline = nil
        if look != nil { passOverOldPicture(viewer, now: now) }
        guard isNewestWanted(by: viewer), let newest else { return false }
        if !hasRoom(for: viewer) {
            makeRoom(now: now)
            guard hasRoom(for: viewer) else { return false }
        }
        viewer.load(newest, into: &connection.outgoing, now: now.instant)
        if !newest.isNotice { counters.ages.count(viewer.age) }
        connection.deadline = now.instant + settings.stallTime
        return true
    }

    private func isNewestWanted(by viewer: Viewer) -> Bool {
        guard let newest else { return false }
        return viewer.wants(newest, sourceRateThousandths: pictureRateThousandths)
    }

    /// How many pictures there are a second, in thousandths.
    private var pictureRateThousandths: Int {
        min(format?.rateThousandths ?? .max, settings.rateThousandths)
    }

    /// Nothing is encoded for those who wait: what was encoded before is older than what they can have in a moment.
    private func passOverOldPicture(_ viewer: Viewer, now: Moment) {
        guard let newest, let format, format.isEncoded,
            now.instant - newest.captured > .between(rateThousandths: format.rateThousandths)
        else { return }
        viewer.pass(over: newest)
    }

    /// After how long without a movement a viewer makes room for others.
    var stillTime: Interval {
        Interval(nanoseconds: settings.stallTime.nanoseconds / 5)
    }

    /// Takes what the kernel told of a viewer's connection when it took no more.
    public func noteBlocked(_ reading: TransportReading, of connection: Connection, now: Moment) {
        connection.viewer?.noteBlocked(reading, now: now.instant)
    }

    /// Counts bytes that the kernel took, and goes on when the last of them went.
    ///
    /// - Returns: what a next request, that came with the last, changed about the camera.
    public mutating func sent(_ count: Int, on connection: Connection, now: Moment) -> Supervisor.Order {
        connection.outgoing.advance(by: count)
        connection.viewer?.count(bytes: count)
        counters.sentBytes += count
        guard connection.outgoing.isEmpty else {
            if count > 0 { connection.deadline = now.instant + settings.stallTime }
            return .nothing
        }
        switch connection.state {
        case .streaming(let viewer):
            viewer.hasSentAll(interval: .between(rateThousandths: pictureRateThousandths), now: now.instant)
            connection.deadline = viewer.gauge.stillSince.map { $0 + settings.stallTime }
            if viewer.hasSaidEnd { linger(connection, now: now) }
        case .answering:
            guard connection.keepsAlive else {
                linger(connection, now: now)
                return .nothing
            }
            beginReading(connection, now: now)
            let order = readOn(connection, now: now)
            if case .reading = connection.state, connection.parser.isEmpty {
                connection.state = .resting
                connection.deadline = now.instant + settings.keepAliveTime
            }
            return order
        case .reading, .resting, .awaitingAccess, .awaitingPicture, .awaitingControls, .lingering, .ended: break
        }
        return .nothing
    }

    /// Ends every connection at its next good place: streams with their closing delimiter, answers with their last
    /// byte, the rest at once.
    public mutating func stop(now: Moment) {
        for connection in connections {
            switch connection.state {
            case .streaming(let viewer):
                viewer.endAfterPicture()
                if connection.outgoing.isEmpty { finish(connection, viewer, now: now) }
            case .answering: connection.keepsAlive = false
            case .reading, .resting, .awaitingAccess, .awaitingPicture, .awaitingControls: end(connection)
            case .lingering, .ended: break
            }
        }
    }

    /// Forgets connections that have ended.
    public mutating func sweep() {
        connections.removeAll { $0.isEnded }
    }

    /// How long a peer may take to read the last of an answer: closed at once, with bytes of its own unread, the
    /// kernel would throw the answer away (RFC 9112 section 9.6).
    private static let lingerTime = Interval.seconds(1)

    private func linger(_ connection: Connection, now: Moment) {
        connection.state = .lingering
        connection.deadline = now.instant + Self.lingerTime
    }

    func end(_ connection: Connection) {
        connection.outgoing = Outgoing()
        connection.state = .ended
        connection.deadline = nil
    }

    /// Ends a connection that took too long with what its state owes its peer.
    mutating func expire(_ connection: Connection, now: Moment) {
        if case .awaitingControls(let request) = connection.state {
            refuseControlsIfHopeless(to: connection, request, now: now)
        }
        guard let deadline = connection.deadline, now.instant >= deadline else { return }
        switch connection.state {
        case .reading where connection.parser.isEmpty, .resting, .lingering: end(connection)
        case .reading:
            // RFC 9110 section 15.5.9: the request did not come in the time that it may take.
            connection.keepsAlive = false
            answer(connection, .requestTimeout, line: "the request did not come in time")
            connection.deadline = now.instant + settings.stallTime
        case .awaitingAccess(let request, _):
            answer(connection, .serviceUnavailable, line: Self.busyChecking, isHead: request.method == .head)
            connection.deadline = now.instant + settings.stallTime
        case .awaitingPicture(let wish):
            let line = reason.isEmpty ? "no picture came in time" : reason
            answer(connection, .serviceUnavailable, line: line, isHead: wish.isHead)
            connection.deadline = now.instant + settings.stallTime
        case .answering, .streaming:
            counters.stalled += 1
            end(connection)
        case .awaitingControls, .ended: break
        }
    }

    /// Sends a stream's end, or ends it without one where none can be sent.
    private func finish(_ connection: Connection, _ viewer: Viewer, now: Moment) {
        if viewer.loadEnd(newest: newest, into: &connection.outgoing, now: now.instant) {
            connection.deadline = now.instant + settings.stallTime
        } else {
            linger(connection, now: now)
        }
    }

    /// Waits for a whole request, so long and no longer, however its bytes come.
    private func beginReading(_ connection: Connection, now: Moment) {
        connection.state = .reading
        connection.deadline = now.instant + settings.headTime
    }

    /// Reads requests while there are whole ones and no answer is on its way: pipelined ones in their order.
    private mutating func readOn(_ connection: Connection, now: Moment) -> Supervisor.Order {
        guard case .reading = connection.state else { return .nothing }
        do throws(RequestError) {
            guard let request = try connection.parser.next() else { return .nothing }
            return admit(request, on: connection, now: now)
        } catch {
            connection.keepsAlive = false
            connection.deadline = now.instant + settings.stallTime
            answer(connection, error.status, line: error.reason)
            return .nothing
        }
    }
}
