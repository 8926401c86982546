import Testing

@testable import Appliance

@Suite("Measured rates")
struct RateMeterTests {
    private static func at(_ milliseconds: Int) -> Instant {
        Instant(nanoseconds: 7) + .milliseconds(milliseconds)
    }

    @Test(arguments: [(40, 25_000), (100, 10_000), (20, 50_000), (500, 2_000)])
    func steadyEvents(_ period: Int, _ rateThousandths: Int) {
        var meter = RateMeter(now: Self.at(0))
        for time in stride(from: period, through: 4000, by: period) { meter.count(now: Self.at(time)) }
        #expect(meter.rateThousandths(now: Self.at(4000)) == rateThousandths)
    }

    @Test func nothingYet() {
        let meter = RateMeter(now: Self.at(0))
        #expect(meter.rateThousandths(now: Self.at(0)) == 0)
        #expect(meter.rateThousandths(now: Self.at(10_000)) == 0)
    }

    @Test func silenceIsSeen() {
        var meter = RateMeter(now: Self.at(0))
        for time in stride(from: 40, through: 2000, by: 40) { meter.count(now: Self.at(time)) }
        #expect(meter.rateThousandths(now: Self.at(3000)) == 25_000)
        #expect(meter.rateThousandths(now: Self.at(4000)) == 0)
    }

    @Test func slowEventsAreCountedOverTheirOwnTime() {
        var meter = RateMeter(now: Self.at(0))
        meter.count(now: Self.at(4000))
        #expect(meter.rateThousandths(now: Self.at(4000)) == 250)
    }
}
