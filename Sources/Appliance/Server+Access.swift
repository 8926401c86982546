import Wire

extension Server {
    static let busyChecking = "too many passwords are being checked: try again in a moment"
    // No browser is to ask for a password that nobody can have. Which line is wrong stands where nobody but the owner
    // looks: a slip may have put the password itself into it.
    static let nobodyMayWatch =
        "nobody may watch: the password of this camera cannot be used, or cannot be read. If it starts from a card, see "
        + "that the card is in, write the line `password = something long` into martlet.txt on it (or "
        + "`password = none`), and start it anew; a screen at the board shows which line is wrong"
    /// RFC 7617 sections 2 and 2.1: what a browser asks its user for.
    private static let challenge = "Basic realm=\"Martlet\", charset=\"UTF-8\""

    /// Answers a request if it may in, or has it wait until that is known.
    ///
    /// - Returns: what it changed about the camera.
    mutating func admit(_ request: Request, on connection: Connection, now: Moment) -> Supervisor.Order {
        connection.keepsAlive = request.keepsAlive
        connection.deadline = now.instant + settings.stallTime
        if Route.find(request.target)?.isForEverybody ?? false { return route(request, on: connection, now: now) }
        switch gate?.judge(request.authorization) ?? .permitted {
        case .permitted: return route(request, on: connection, now: now)
        case .denied: deny(request, on: connection)
        case .shut: refuse(request, on: connection)
        case .waiting(let mark):
            connection.state = .awaitingAccess(request, mark: mark)
            connection.deadline = now.instant + settings.snapshotTime
        case .full:
            answer(
                connection, .serviceUnavailable, line: Self.busyChecking, isHead: request.method == .head,
                field: ("Retry-After", "1"))
        }
        return .nothing
    }

    /// RFC 9110 section 15.5.2: who is not let in MUST be told how to ask.
    private mutating func deny(_ request: Request, on connection: Connection) {
        let isWrong = request.authorization != nil
        if isWrong { counters.denied += 1 }
        answer(
            connection, .unauthorized, line: isWrong ? "the password is not right" : "this needs a password",
            isHead: request.method == .head, field: ("WWW-Authenticate", Self.challenge))
    }

    private mutating func refuse(_ request: Request, on connection: Connection) {
        answer(connection, .forbidden, line: Self.nobodyMayWatch, isHead: request.method == .head)
    }

    /// The next password to check, when there is one and it is time; `passwordChecked` says what came of it.
    public mutating func takePassword(now: Moment) -> [UInt8]? {
        gate?.takeNext(now: now.instant)
    }

    /// Takes what came of checking a password, and answers those who have waited for it.
    ///
    /// - Returns: what their requests changed about the camera.
    public mutating func passwordChecked(isRight: Bool, now: Moment) -> [Supervisor.Order] {
        guard let mark = gate?.checked(isRight: isRight, now: now.instant) else { return [] }
        var orders: [Supervisor.Order] = []
        for connection in connections {
            guard case .awaitingAccess(let request, mark) = connection.state else { continue }
            connection.deadline = now.instant + settings.stallTime
            if isRight {
                orders.append(route(request, on: connection, now: now))
            } else if gate?.isShut ?? false {
                refuse(request, on: connection)
            } else {
                deny(request, on: connection)
            }
        }
        return orders
    }

    /// Says that there is another password from now on: who has come in is not put out, who comes again is asked.
    ///
    /// - Parameter isShut: whether no password is right.
    public mutating func passwordChanged(isShut: Bool) {
        gate?.forget(isShut: isShut)
    }
}
