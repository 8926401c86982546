import Testing

@testable import Appliance

@Suite("Ages of pictures, counted")
struct AgeHistogramTests {
    /// A bound belongs to its own bucket, and a nanosecond more to the next.
    @Test(arguments: [
        (0, 0), (999_999, 0), (1_000_000, 0), (1_000_001, 1), (2_000_000, 1), (5_000_000, 2), (10_000_000, 3),
        (20_000_000, 4), (33_000_000, 5), (50_000_000, 5), (100_000_000, 6), (200_000_000, 7), (500_000_000, 8),
        (500_000_001, 9), (1_000_000_000, 9), (2_000_000_000, 10), (2_000_000_001, 11), (3_600_000_000_000, 11),
    ])
    func bucket(_ nanoseconds: Int64, _ bucket: Int) {
        var ages = AgeHistogram()
        ages.count(Interval(nanoseconds: nanoseconds))
        #expect(ages.counts.enumerated().filter { $0.element > 0 }.map(\.offset) == [bucket])
        #expect(ages.sum.nanoseconds == nanoseconds)
    }

    @Test func allAreCounted() {
        var ages = AgeHistogram()
        for milliseconds in 1...3000 { ages.count(.milliseconds(milliseconds)) }
        #expect(ages.counts == [1, 1, 3, 5, 10, 30, 50, 100, 300, 500, 1000, 1000])
        #expect(ages.sum == .milliseconds(3000 * 3001 / 2))
    }

    @Test func textsAreTheBounds() {
        for (limit, seconds) in AgeHistogram.bounds { #expect(Double(seconds) == Double(limit.nanoseconds) / 1e9) }
    }
}
