/// Lets through as many events a second as asked, exactly on the average: 25 of a camera's 30, not 15.
struct Pacer {
    private let interval: Interval
    /// How much too early an event may be: a camera's clock is not exact, and a whole period later would be worse.
    private let tolerance: Interval
    private var due: Instant?

    /// Paces events of one rate down to another, both in thousandths a second.
    init(rateThousandths: Int, sourceRateThousandths: Int) {
        interval = .between(rateThousandths: rateThousandths)
        tolerance = Interval(nanoseconds: Interval.between(rateThousandths: sourceRateThousandths).nanoseconds / 2)
    }

    /// Whether an event at that time is one to let through.
    func wouldAdmit(_ instant: Instant) -> Bool {
        due.map { instant + tolerance >= $0 } ?? true
    }

    /// Whether an event at that time is one to let through, and counts it if so.
    mutating func admits(_ instant: Instant) -> Bool {
        guard wouldAdmit(instant) else { return false }
        guard let due else {
            self.due = instant + interval
            return true
        }
        // Behind by more than a period there was a pause: what was missed is not made up for.
        self.due = (instant - due < interval ? due : instant) + interval
        return true
    }
}
