/// Brings the pictures of one camera to a `Feed`: connects, and connects again, until the feed ends or must end.
struct Reception: Sendable {
    let url: CameraURL
    let credentials: Credentials?
    let options: HTTPCamera.Options
    let clock: any CameraClock
    let makeTransport: @Sendable (HTTPCamera.Options) -> any Transport

    private enum Step: Sendable {
        case received(HTTPCameraError, Authorizer)
        case watched(isSilent: Bool)
    }

    /// Runs as long as the feed does.
    func run(_ feed: Feed) async {
        let transport = makeTransport(options)
        var authorizer = Authorizer(credentials, for: url)
        var backOff = BackOff(options.reconnect)
        while !feed.phase.isOver {
            let before = feed.received
            feed.connectionStarted()
            let cause = await connect(feed, transport, &authorizer)
            if feed.received > before { backOff.reset() }
            guard feed.wasOpen, cause.isPassing, let delay = backOff.next() else {
                feed.end(cause)
                break
            }
            feed.lost(cause)
            do {
                try await clock.sleep(until: clock.now + delay)
            } catch {
                break
            }
        }
        await transport.close()
    }

    /// One connection, from the request to the end; and beside it the watch over its silence.
    private func connect(
        _ feed: Feed, _ transport: any Transport, _ authorizer: inout Authorizer
    ) async -> HTTPCameraError {
        let connection = Connection(url: url, feed: feed, transport: transport, limits: options.limits)
        let given = authorizer
        return await withTaskGroup(of: Step.self) { group in
            group.addTask {
                var authorizer = given
                let cause = await connection.receive(&authorizer)
                return .received(cause, authorizer)
            }
            group.addTask { .watched(isSilent: await watch(feed)) }
            var cause: HTTPCameraError?
            for await step in group {
                group.cancelAll()
                switch step {
                case .received(let end, let learnt):
                    cause = cause ?? end
                    authorizer = learnt
                case .watched(isSilent: true): cause = cause ?? .stalled(after: options.silenceLimit)
                case .watched(isSilent: false): break
                }
            }
            return cause ?? .cancelled
        }
    }

    /// Returns true once nothing has come for as long as may be, false when it is cancelled.
    private func watch(_ feed: Feed) async -> Bool {
        while true {
            let last = feed.lastByte
            do {
                try await clock.sleep(until: last + options.silenceLimit.bounded)
            } catch {
                return false
            }
            if feed.lastByte == last { return true }
        }
    }
}
