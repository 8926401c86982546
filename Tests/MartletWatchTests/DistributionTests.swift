import Testing

@testable import martlet_watch

@Suite struct DistributionTests {
    /// The values from 1 to `count`, in no order.
    private func distribution(_ count: Int) -> Distribution {
        var distribution = Distribution()
        for value in (1...count).reversed() { distribution.add(Double(value)) }
        return distribution
    }

    @Test(arguments: [
        (1, [1, 1, 1, 1]), (2, [1, 2, 2, 2]), (20, [10, 19, 20, 20]), (21, [11, 20, 21, 21]), (100, [50, 95, 99, 100]),
        (101, [51, 96, 100, 101]), (1000, [500, 950, 990, 1000]),
    ])
    func nearestRank(_ count: Int, _ expected: [Double]) {
        #expect(
            distribution(count).summary
                == Distribution.Summary(p50: expected[0], p95: expected[1], p99: expected[2], largest: expected[3]))
    }

    @Test func nothing() { #expect(Distribution().summary == nil) }

    @Test func largerOnes() {
        #expect(distribution(10).count(over: 8) == 2)
        #expect(distribution(10).count(over: 10) == 0)
    }
}
