/// Something to be done every so often at the end of healthy turns, such as feeding a watchdog at half its time.
public struct Heartbeat {
    private let interval: Interval
    /// When it is to be done next.
    public private(set) var due: Instant

    /// Begins due at once.
    public init(every interval: Interval, now: Instant) {
        self.interval = interval
        due = now
    }

    /// Whether it is to be done now, and if so counts from now: what was missed is not made up for.
    public mutating func isDue(now: Instant) -> Bool {
        guard now >= due else { return false }
        due = now + interval
        return true
    }
}
