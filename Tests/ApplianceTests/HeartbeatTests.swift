import Testing

@testable import Appliance

@Suite("Heartbeats")
struct HeartbeatTests {
    private static let start = Instant(nanoseconds: 3_000_000_000)

    private static func at(_ milliseconds: Int) -> Instant {
        start + .milliseconds(milliseconds)
    }

    /// Each row: when the loop turns, whether it is done then, and when it is due next.
    @Test func table() {
        var heartbeat = Heartbeat(every: .seconds(5), now: Self.start)
        #expect(heartbeat.due == Self.start)
        for (milliseconds, isDone, due) in [
            (0, true, 5000), (0, false, 5000), (1, false, 5000), (4999, false, 5000),
            (5000, true, 10_000), (5000, false, 10_000), (9999, false, 10_000),
            (10_300, true, 15_300), (15_299, false, 15_300), (15_300, true, 20_300),
            (61_000, true, 66_000), (61_000, false, 66_000), (65_999, false, 66_000), (66_000, true, 71_000),
        ] {
            #expect(heartbeat.isDue(now: Self.at(milliseconds)) == isDone, "at \(milliseconds)")
            #expect(heartbeat.due == Self.at(due), "after \(milliseconds)")
        }
    }

    @Test func limitIsExact() {
        var heartbeat = Heartbeat(every: .milliseconds(500), now: Self.start)
        for (nanoseconds, isDone) in [(-1, false), (0, true), (499_999_999, false), (500_000_000, true)]
            as [(Int64, Bool)]
        {
            let now = Self.start + Interval(nanoseconds: nanoseconds)
            #expect(heartbeat.isDue(now: now) == isDone, "\(nanoseconds) ns after it began")
        }
    }

    /// A loop that turns far more often beats once an interval; one that stood still beats once when it goes on.
    @Test func atMostOnceAnInterval() {
        var heartbeat = Heartbeat(every: .milliseconds(250), now: Self.start)
        let beats = (0...10_000).filter { heartbeat.isDue(now: Self.at($0)) }
        #expect(beats == Array(stride(from: 0, through: 10_000, by: 250)))
        let later = (100_000...100_250).filter { heartbeat.isDue(now: Self.at($0)) }
        #expect(later == [100_000, 100_250])
    }
}
