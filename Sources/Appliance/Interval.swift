/// A length of time, in nanoseconds.
public struct Interval: Comparable, Sendable {
    /// The length.
    public var nanoseconds: Int64

    /// A length in nanoseconds.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A length in whole seconds.
    public static func seconds(_ count: Int) -> Interval {
        Interval(nanoseconds: Int64(count) * 1_000_000_000)
    }

    /// A length in whole milliseconds.
    public static func milliseconds(_ count: Int) -> Interval {
        Interval(nanoseconds: Int64(count) * 1_000_000)
    }

    /// The time between two events that come `rateThousandths` / 1000 times a second.
    public static func between(rateThousandths: Int) -> Interval {
        Interval(nanoseconds: 1_000_000_000_000 / Int64(max(rateThousandths, 1)))
    }

    /// Two lengths one after the other.
    public static func + (first: Interval, second: Interval) -> Interval {
        Interval(nanoseconds: first.nanoseconds + second.nanoseconds)
    }

    /// What of a length is left after another.
    public static func - (whole: Interval, part: Interval) -> Interval {
        Interval(nanoseconds: whole.nanoseconds - part.nanoseconds)
    }

    /// The length in whole microseconds.
    public var microseconds: Int { Int(nanoseconds / 1000) }

    /// The length in whole milliseconds.
    public var milliseconds: Int { Int(nanoseconds / 1_000_000) }

    /// Which of two lengths is shorter.
    public static func < (left: Interval, right: Interval) -> Bool { left.nanoseconds < right.nanoseconds }
}
