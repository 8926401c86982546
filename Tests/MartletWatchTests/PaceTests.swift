import Testing

@testable import martlet_watch

@Suite struct PaceTests {
    @Test func equalDistancesAndNoCatchingUp() {
        let start = ContinuousClock.now
        var pace = Pace(every: .seconds(1), from: start)
        #expect(pace.next(after: start + .milliseconds(10)) == start + .seconds(1))
        #expect(pace.next(after: start + .seconds(2)) == start + .seconds(2))
        #expect(pace.next(after: start + .milliseconds(4500)) == start + .milliseconds(4500))
        #expect(pace.next(after: start + .milliseconds(4501)) == start + .milliseconds(5500))
    }
}
