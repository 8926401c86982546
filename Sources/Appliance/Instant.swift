/// A point in time on a clock that never goes back, in nanoseconds.
public struct Instant: Comparable, Sendable {
    /// Where on that clock.
    public var nanoseconds: Int64

    /// A point on that clock.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A later point.
    public static func + (instant: Instant, interval: Interval) -> Instant {
        Instant(nanoseconds: instant.nanoseconds + interval.nanoseconds)
    }

    /// An earlier point.
    public static func - (instant: Instant, interval: Interval) -> Instant {
        Instant(nanoseconds: instant.nanoseconds - interval.nanoseconds)
    }

    /// How much later one point is than another.
    public static func - (later: Instant, earlier: Instant) -> Interval {
        Interval(nanoseconds: later.nanoseconds - earlier.nanoseconds)
    }

    /// Which of two points is earlier.
    public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The earlier of two points, where nil is never.
    public static func earlier(_ left: Instant?, _ right: Instant?) -> Instant? {
        guard let left else { return right }
        guard let right else { return left }
        return min(left, right)
    }
}
