/// Counts events over whole windows of about a second and tells their rate.
struct RateMeter {
    private static let window = Interval.seconds(1)

    private var start: Instant
    private var events = 0
    private var last = 0

    init(now: Instant) {
        start = now
    }

    /// Counts one event.
    mutating func count(now: Instant) {
        events += 1
        let length = now - start
        guard length >= Self.window else { return }
        last = rate(over: length)
        start = now
        events = 0
    }

    /// Events a second in thousandths: of the last whole window, or of a longer silence since.
    func rateThousandths(now: Instant) -> Int {
        let length = now - start
        return length >= Interval(nanoseconds: 2 * Self.window.nanoseconds) ? rate(over: length) : last
    }

    private func rate(over length: Interval) -> Int {
        Int(Int64(events) * 1_000_000_000_000 / max(length.nanoseconds, 1))
    }
}
