/// How old pictures were when they were put on their way, counted in buckets that never change.
struct AgeHistogram: Sendable {
    /// Each bucket's upper bound, which it holds, also in seconds as text; what is older comes after the last.
    static let bounds: [(limit: Interval, seconds: String)] = [
        (.milliseconds(1), "0.001"), (.milliseconds(2), "0.002"), (.milliseconds(5), "0.005"),
        (.milliseconds(10), "0.01"), (.milliseconds(20), "0.02"), (.milliseconds(50), "0.05"),
        (.milliseconds(100), "0.1"), (.milliseconds(200), "0.2"), (.milliseconds(500), "0.5"),
        (.milliseconds(1000), "1"), (.milliseconds(2000), "2"),
    ]

    /// How many there were in each bucket, and behind the last bound.
    private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    /// All ages together.
    private(set) var sum = Interval(nanoseconds: 0)

    /// Counts a picture of that age; the memory for it is there since the start.
    mutating func count(_ age: Interval) {
        var bucket = 0
        while bucket < Self.bounds.count, age > Self.bounds[bucket].limit { bucket += 1 }
        counts[bucket] += 1
        sum = sum + age
    }
}
