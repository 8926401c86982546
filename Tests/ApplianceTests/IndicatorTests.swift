import Testing

@testable import Appliance

@Suite("The indicator")
struct IndicatorTests {
    /// A pattern and when it changes, in milliseconds since it began: first to dark, then to lit, and so on.
    struct Row: CustomTestStringConvertible, Sendable {
        let pattern: Indicator.Pattern
        let edges: [Int]
        var testDescription: String { "\(pattern)" }

        init(_ pattern: Indicator.Pattern, _ edges: [Int]) {
            self.pattern = pattern
            self.edges = edges
        }
    }

    /// Three periods of each.
    private static let table = [
        Row(.watched, []),
        Row(.ready, [50, 3000, 3050, 6000, 6050, 9000]),
        Row(
            .mistaken,
            [
                50, 200, 250, 400, 450, 3000, 3050, 3200, 3250, 3400, 3450, 6000, 6050, 6200, 6250, 6400, 6450, 9000,
            ]),
        Row(.paused, [500, 1000, 1500, 2000, 2500, 3000]),
        Row(.failing, [100, 200, 300, 400, 500, 600]),
        Row(.unclaimed, [100, 250, 350, 1000, 1100, 1250, 1350, 2000, 2100, 2250, 2350, 3000]),
        Row(.held, [50, 100, 150, 200, 250, 300]),
    ]

    private static let start = Instant(nanoseconds: 7_000_000_123)

    private static func at(_ milliseconds: Int) -> Instant {
        start + .milliseconds(milliseconds)
    }

    private static let nanosecond = Interval(nanoseconds: 1)

    /// An indicator that shows a pattern since the start.
    private static func showing(_ pattern: Indicator.Pattern, since begin: Instant = start) -> Indicator {
        var indicator = Indicator(now: begin - .milliseconds(1234))
        // By way of another one, so that ready begins anew too.
        indicator.show(pattern == .held ? .paused : .held, now: begin - .milliseconds(77))
        indicator.show(pattern, now: begin)
        return indicator
    }

    /// That the light is as the row says, from a beginning on.
    private static func check(_ indicator: Indicator, _ row: Row, from begin: Instant) {
        #expect(indicator.pattern == row.pattern)
        #expect(indicator.isLit(at: begin))
        guard let first = row.edges.first else {
            for milliseconds in [0, 1, 50, 100, 500, 999, 3000, 86_400_000] {
                #expect(indicator.isLit(at: begin + .milliseconds(milliseconds)))
                #expect(indicator.nextEdge(after: begin + .milliseconds(milliseconds)) == nil)
            }
            return
        }
        #expect(indicator.nextEdge(after: begin) == begin + .milliseconds(first))
        for (index, milliseconds) in row.edges.enumerated() {
            let edge = begin + .milliseconds(milliseconds)
            let wasLit = index % 2 == 0
            #expect(indicator.isLit(at: edge - nanosecond) == wasLit, "just before \(milliseconds)")
            #expect(indicator.isLit(at: edge) == !wasLit, "at \(milliseconds)")
            #expect(indicator.isLit(at: edge + nanosecond) == !wasLit, "just after \(milliseconds)")
            #expect(indicator.nextEdge(after: edge - nanosecond) == edge)
            guard index + 1 < row.edges.count else { continue }
            let next = begin + .milliseconds(row.edges[index + 1])
            #expect(indicator.nextEdge(after: edge) == next)
            #expect(indicator.nextEdge(after: edge + nanosecond) == next)
        }
    }

    @Test func tableIsWhole() {
        #expect(Self.table.map(\.pattern) == Indicator.Pattern.allCases)
    }

    @Test func beginsAsReady() {
        Self.check(Indicator(now: Self.start), Self.table[1], from: Self.start)
    }

    @Test(arguments: table)
    func threePeriods(_ row: Row) {
        Self.check(Self.showing(row.pattern), row, from: Self.start)
    }

    @Test(arguments: table, table)
    func fromEachToEach(_ from: Row, _ to: Row) {
        for milliseconds in [0, 25, 70, 100, 120, 300, 700, 2990, 3000, 123_456] {
            var indicator = Self.showing(from.pattern)
            indicator.show(to.pattern, now: Self.at(milliseconds))
            if from.pattern == to.pattern {
                Self.check(indicator, to, from: Self.start)
            } else {
                Self.check(indicator, to, from: Self.at(milliseconds))
            }
        }
    }

    @Test func sayingItEachTurnChangesNothing() {
        var indicator = Self.showing(.unclaimed)
        for milliseconds in 0...3000 { indicator.show(.unclaimed, now: Self.at(milliseconds)) }
        Self.check(indicator, Self.table[5], from: Self.start)
    }

    @Test func thereAndBackBeginsAnew() {
        var indicator = Self.showing(.ready)
        indicator.show(.watched, now: Self.at(1000))
        indicator.show(.ready, now: Self.at(1001))
        Self.check(indicator, Self.table[1], from: Self.at(1001))
    }

    /// A loop that sleeps until the edge it was told and comes late each time.
    @Test(arguments: table.filter { !$0.edges.isEmpty }, [0, 1, 7, 30, 49])
    func latenessDoesNotAddUp(_ row: Row, _ late: Int) {
        let indicator = Self.showing(row.pattern)
        var now = Self.start
        for (index, milliseconds) in row.edges.enumerated() {
            #expect(indicator.nextEdge(after: now) == Self.at(milliseconds))
            now = Self.at(milliseconds + late)
            #expect(indicator.isLit(at: now) == (index % 2 == 1))
        }
    }

    @Test(
        arguments: [
            (.ready, 3049, true, 3050), (.ready, 6700, false, 9000), (.ready, 2_592_000_010, true, 2_592_000_050),
            (.ready, 2_592_000_060, false, 2_592_003_000), (.paused, 1499, true, 1500), (.paused, 7600, false, 8000),
            (.paused, 86_400_250, true, 86_400_500), (.failing, 1050, true, 1100),
            (.failing, 86_400_199, false, 86_400_200),
            (.unclaimed, 5060, true, 5100), (.unclaimed, 5240, false, 5250), (.unclaimed, 5300, true, 5350),
            (.unclaimed, 86_400_360, false, 86_401_000), (.held, 1010, true, 1050), (.held, 1099, false, 1100),
        ] as [(Indicator.Pattern, Int, Bool, Int)])
    func aTurnThatMissedManyEdgesFindsItsPlace(
        _ pattern: Indicator.Pattern, _ milliseconds: Int, _ isLit: Bool, _ next: Int
    ) {
        let indicator = Self.showing(pattern)
        #expect(indicator.isLit(at: Self.at(milliseconds)) == isLit)
        #expect(indicator.nextEdge(after: Self.at(milliseconds)) == Self.at(next))
    }

    /// A turn reads the clock once, and may ask with a time from before the pattern began.
    @Test func beforeTheBeginningItIsLit() {
        let indicator = Self.showing(.failing)
        for milliseconds in [-1, -150, -100_000] {
            #expect(indicator.isLit(at: Self.at(milliseconds)))
            #expect(indicator.nextEdge(after: Self.at(milliseconds)) == Self.at(100))
        }
    }
}
