import Wire

extension Server {
    private static let patternHasNone =
        "the test pattern has no controls: plug a camera in, and start Martlet again without --device pattern"

    /// Has a connection wait for what it asks of the camera's controls; wakes an idle camera for it.
    ///
    /// - Parameter name: which control; nil for all of them.
    mutating func beginControls(
        _ request: Request, name: [UInt8]?, on connection: Connection, now: Moment
    ) -> Supervisor.Order {
        let isHead = request.method == .head
        let action: ControlRequest.Action
        switch request.method {
        case .put: action = .set(request.word)
        case .delete: action = .reset
        case .get, .head, .other: action = .show
        }
        if case .show = action {
        } else if !Access.permitsChange(request) {
            answer(connection, .forbidden, line: Self.foreign)
            return .nothing
        }
        // Those that have no effect now are not reset now, and are not to come back all the same.
        if case .reset = action, name == nil { controlMemory = ControlMemory() }
        let wish = ControlRequest(name: name, action, isHead: isHead)
        connection.state = .awaitingControls(wish)
        connection.deadline = now.instant + settings.snapshotTime
        // Nothing is woken that has none.
        refuseControlsIfHopeless(to: connection, wish, now: now)
        return reviewDemand(now: now)
    }

    /// What is to be set before the camera's controls are listed, maybe nothing; nil when nobody waits for them.
    ///
    /// Answers whom it can by the list that has just come. `controlsCame` says what came of the rest, one at a time.
    public mutating func takeControlTask(now: Moment) -> [ControlSetting]? {
        for connection in connections {
            guard case .awaitingControls(let request) = connection.state else { continue }
            guard let controls else { return [] }
            do throws(ControlRefusal) {
                let due = try request.next(among: controls)
                guard due.isEmpty else {
                    adjusting = request
                    return due
                }
                if let refusal = request.refusal {
                    finishControls(connection, request, .conflict, refusal, now: now)
                } else {
                    finishControls(connection, request, .ok, try request.answer(from: controls), now: now)
                }
            } catch {
                finishControls(connection, request, error.status, error.line, now: now)
            }
        }
        controls = nil
        return nil
    }

    /// Takes what came of the task: all controls as they are now, or why the camera did not do it.
    public mutating func controlsCame(_ controls: [Control], _ fault: ControlFault?, now: Moment) {
        // Of a camera that says nothing no list has come.
        self.controls = fault.map { $0.isRefusal } ?? true ? controls : nil
        let request = adjusting.take()
        if let request { remember(request, hasFailed: fault != nil) }
        guard let fault else { return }
        let line = (fault.isRefusal ? "the camera refuses it: " : "the camera does not answer: ") + fault.words
        if fault.isRefusal, let request, request.name == nil {
            request.refusal = request.refusal ?? Array(line.utf8)
            return
        }
        for connection in connections {
            guard case .awaitingControls(let waiting) = connection.state else { continue }
            // Where it says nothing, who asks next would have to wait as long.
            guard waiting === request || !fault.isRefusal else { continue }
            finishControls(
                connection, waiting, fault.isRefusal ? .conflict : .serviceUnavailable, Array(line.utf8), now: now)
        }
    }

    /// What was set comes back after each opening; what was reset does so by itself.
    private mutating func remember(_ request: ControlRequest, hasFailed: Bool) {
        let identity = Array((source?.identity ?? "").utf8)
        for setting in request.settings {
            if case .reset = request.action {
                controlMemory.forget(setting.identifier)
            } else if !hasFailed {
                let control = controls?.first { $0.identifier == setting.identifier }
                controlMemory.keep(setting, mayOverride: control?.mayOverride ?? false, of: identity)
            }
        }
    }

    /// Tells who waits for controls why none will come, or that they took too long.
    @inline(never)
    mutating func refuseControlsIfHopeless(to connection: Connection, _ request: ControlRequest, now: Moment) {
        let isLate = connection.deadline.map { now.instant >= $0 } ?? false
        let isPattern = !(source?.isCamera ?? true)
        guard isPattern || isWithoutHope || isLate else { return }
        var line = isPattern ? Self.patternHasNone : reason
        if line.utf8.isEmpty { line = "the camera's controls did not come in time" }
        finishControls(
            connection, request, isPattern ? .conflict : .serviceUnavailable, Array(line.utf8), now: now)
    }

    /// Answers with the JSON, or with one plain line.
    @inline(never)
    private mutating func finishControls(
        _ connection: Connection, _ request: ControlRequest, _ status: Status, _ content: [UInt8], now: Moment
    ) {
        let isGood = status == .ok
        if !isGood { counters.rejected += 1 }
        let content = isGood ? content : content + [UInt8(ascii: "\n")]
        answer(connection, status, isGood ? "application/json" : Self.plain, content, isHead: request.isHead)
        connection.deadline = now.instant + settings.stallTime
    }
}
