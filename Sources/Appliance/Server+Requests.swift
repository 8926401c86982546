import Wire

extension Server {
    static let foreign = "a page of another origin may change nothing here"
    static let plain = "text/plain; charset=utf-8"

    /// Answers one request, or makes the connection wait for its answer.
    ///
    /// - Returns: what it changed about the camera.
    mutating func route(_ request: Request, on connection: Connection, now: Moment) -> Supervisor.Order {
        connection.path = request.target.path
        let isHead = request.method == .head
        guard let route = Route.find(request.target) else {
            // A method that is nowhere taken is refused for that, whatever its target.
            if request.method == .other {
                refuseMethod(connection, allow: "GET, HEAD, PUT, DELETE", isHead: isHead)
            } else {
                answer(connection, .notFound, line: "there is no such page: the picture is at /", isHead: isHead)
            }
            return .nothing
        }
        guard route.takes(request.method) else {
            refuseMethod(connection, allow: route.allow, isHead: isHead)
            return .nothing
        }
        do throws(BadParameter) {
            switch route.does {
            case .page: answerPage(connection, page, ContentSecurityPolicy.page, isHead: isHead)
            case .stream(let style): try beginStream(request, style, on: connection, now: now)
            case .snapshot: return try beginSnapshot(request, on: connection, now: now)
            case .state:
                answer(connection, .ok, "application/json", StateReport(self, now: now).bytes, isHead: isHead)
            case .metrics:
                let report = MetricsReport(self, now: now)
                answer(connection, .ok, MetricsReport.contentType, report.bytes, isHead: isHead)
            case .log: answerLog(connection, isHead: isHead)
            case .health: answerHealth(connection, isHead: isHead, now: now)
            case .controlsPage: answerPage(connection, controlsPage, ContentSecurityPolicy.controlsPage, isHead: isHead)
            case .controls: return beginControls(request, name: nil, on: connection, now: now)
            case .control:
                return beginControls(request, name: route.name(in: request.target), on: connection, now: now)
            case .streamingSwitch: return switchStreaming(request, on: connection, now: now)
            }
        } catch {
            answer(connection, .badRequest, line: error.name + " takes " + error.takes, isHead: isHead)
        }
        return .nothing
    }

    /// RFC 9110 section 15.5.6: Allow MUST say what is taken.
    private mutating func refuseMethod(_ connection: Connection, allow: String, isHead: Bool) {
        answer(connection, .methodNotAllowed, line: "this takes " + allow, isHead: isHead, field: ("Allow", allow))
    }

    /// Answers with one plain line.
    mutating func answer(
        _ connection: Connection, _ status: Status, line: String, isHead: Bool = false,
        field: (name: String, value: String)? = nil
    ) {
        if status != .ok { counters.rejected += 1 }
        answer(connection, status, Self.plain, Array((line + "\n").utf8), isHead: isHead, field: field)
    }

    func answer(
        _ connection: Connection, _ status: Status, _ contentType: String, _ content: [UInt8], isHead: Bool,
        field: (name: String, value: String)? = nil
    ) {
        let head = ResponseHead(
            status, contentType: contentType, contentLength: content.count, keepsAlive: connection.keepsAlive)
        head.append(to: &connection.outgoing.head)
        if let field { ResponseHead.append(field: field.name, field.value, to: &connection.outgoing.head) }
        ResponseHead.end(&connection.outgoing.head)
        if !isHead { connection.outgoing.head.append(contentsOf: content) }
        connection.state = .answering
    }

    private func answerPage(_ connection: Connection, _ page: [UInt8], _ policy: String, isHead: Bool) {
        answer(
            connection, .ok, "text/html; charset=utf-8", page, isHead: isHead,
            field: ("Content-Security-Policy", policy))
    }

    /// What others did is shown to those alone who have shown that they may know.
    private mutating func answerLog(_ connection: Connection, isHead: Bool) {
        guard gate != nil else {
            answer(connection, .forbidden, line: "the log is shown only where a password is set", isHead: isHead)
            return
        }
        guard let log else {
            answer(connection, .notFound, line: "there is no log here: --log-file names one", isHead: isHead)
            return
        }
        answer(connection, .ok, Self.plain, log(), isHead: isHead)
    }

    private mutating func beginStream(
        _ request: Request, _ style: Multipart.Style, on connection: Connection, now: Moment
    ) throws(BadParameter) {
        let wish = try StreamWish(style: style, request.target)
        let isHead = request.method == .head
        guard isHead || viewers < settings.viewers else {
            answer(connection, .serviceUnavailable, line: "too many viewers: try again later")
            return
        }
        ResponseHead(.ok, contentType: Multipart.contentType, contentLength: nil, keepsAlive: false)
            .append(to: &connection.outgoing.head)
        ResponseHead.end(&connection.outgoing.head)
        connection.keepsAlive = false
        guard !isHead else {
            connection.state = .answering
            return
        }
        connection.outgoing.head.append(contentsOf: Multipart.opening(style))
        connection.state = .streaming(Viewer(wish, newestOrdinal: freshOrdinal(now: now), now: now.instant))
    }

    /// How many connections get the stream.
    public var viewers: Int {
        connections.reduce(0) { $0 + ($1.viewer == nil ? 0 : 1) }
    }

    /// The number after which a new viewer takes pictures: the newest one too, when it is the one of just now.
    private func freshOrdinal(now: Moment) -> Int {
        if let newest, newest.isNotice { return newest.ordinal - 1 }
        guard let newest, let format, case .streaming = supervisor.state,
            now.instant - newest.captured <= .between(rateThousandths: format.rateThousandths)
        else { return published }
        return newest.ordinal - 1
    }

    private mutating func beginSnapshot(
        _ request: Request, on connection: Connection, now: Moment
    ) throws(BadParameter) -> Supervisor.Order {
        let wish = try SnapshotWish(request, now: now.instant)
        if isWithoutHope, !wish.takesNotice {
            answer(connection, .serviceUnavailable, line: reason, isHead: wish.isHead)
            return .nothing
        }
        connection.state = .awaitingPicture(wish)
        connection.deadline = now.instant + settings.snapshotTime
        if wish.takesNotice, let newest, newest.isNotice, noticeText?.headline != .starting {
            answerSnapshot(connection, wish, with: newest, now: now)
        } else {
            answerSnapshot(connection, wish, now: now)
        }
        return reviewDemand(now: now)
    }

    private mutating func answerHealth(_ connection: Connection, isHead: Bool, now: Moment) {
        switch supervisor.state {
        case .paused: answer(connection, .ok, line: "ok", isHead: isHead)
        case .streaming where supervisor.fault == nil: answer(connection, .ok, line: "ok", isHead: isHead)
        case .opening(let since) where supervisor.fault == nil && now.instant - since < .seconds(10):
            answer(connection, .ok, line: "ok", isHead: isHead)
        case .idle where isSourcePresent: answer(connection, .ok, line: "ok", isHead: isHead)
        case .idle: answer(connection, .serviceUnavailable, line: "no camera is there: plug one in", isHead: isHead)
        case .opening, .streaming, .recovering: answer(connection, .serviceUnavailable, line: reason, isHead: isHead)
        }
    }

    private mutating func switchStreaming(
        _ request: Request, on connection: Connection, now: Moment
    ) -> Supervisor.Order {
        guard Access.permitsChange(request) else {
            answer(connection, .forbidden, line: Self.foreign)
            return .nothing
        }
        let word = request.word
        if word.spells("on") {
            answer(connection, .ok, line: "on")
            return handle(.resume, now: now)
        }
        if word.spells("off") {
            answer(connection, .ok, line: "off")
            return handle(.pause, now: now)
        }
        answer(connection, .badRequest, line: "/streaming takes: on or off")
        return .nothing
    }
}

extension Request {
    /// The content without blanks around it, and without the line's end that comes with a file that is sent (curl -T).
    var word: [UInt8] {
        var word = body[...]
        while let last = word.last, last <= UInt8(ascii: " ") { word.removeLast() }
        return Array(word.trimmed)
    }
}
