/// What the clocks said when a turn of the loop began.
public struct Moment: Sendable {
    /// On the clock that never goes back.
    public var instant: Instant
    /// On the clock on the wall, in nanoseconds since 1970.
    public var unixNanoseconds: Int64

    /// Both readings.
    public init(instant: Instant, unixNanoseconds: Int64) {
        self.instant = instant
        self.unixNanoseconds = unixNanoseconds
    }

    /// What the wall clock said at another point of the steady clock, as far as it has not been set since.
    func unixNanoseconds(at other: Instant) -> Int64 {
        unixNanoseconds - (instant - other).nanoseconds
    }
}
