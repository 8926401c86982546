/// How long to wait before the next attempt: longer each time, up to a limit.
struct BackOff: Sendable {
    private let reconnect: HTTPCamera.Options.Reconnect
    private var delay: Duration?

    init(_ reconnect: HTTPCamera.Options.Reconnect) {
        self.reconnect = reconnect
        reset()
    }

    /// How long to wait now; nil when there is to be no other attempt.
    mutating func next() -> Duration? {
        guard case .backOff(_, let maximum) = reconnect, let now = delay else { return nil }
        delay = Self.bounded(now * 2, by: maximum)
        return now
    }

    /// Begins with the shortest wait again, because the last attempt gave a picture.
    mutating func reset() {
        if case .backOff(let initial, let maximum) = reconnect { delay = Self.bounded(initial, by: maximum) }
    }

    private static func bounded(_ delay: Duration, by maximum: Duration) -> Duration {
        max(min(delay, maximum).bounded, .milliseconds(1))
    }
}
