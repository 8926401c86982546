/// When the next picture is due: at equal distances, and at once where one was missed.
struct Pace {
    let every: Duration
    private var due: ContinuousClock.Instant

    init(every: Duration, from start: ContinuousClock.Instant) {
        self.every = every
        due = start
    }

    mutating func next(after now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        due = max(due + every, now)
        return due
    }
}
