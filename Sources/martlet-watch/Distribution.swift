/// Measured values, and which of them that many per cent do not exceed.
struct Distribution {
    private var values: [Double] = []

    mutating func add(_ value: Double) { values.append(value) }

    /// Nil when there are no values.
    var summary: Summary? {
        let sorted = values.sorted()
        guard let largest = sorted.last else { return nil }
        // The nearest rank: one of the values, and none between two.
        func percentile(_ percent: Int) -> Double { sorted[(percent * sorted.count + 99) / 100 - 1] }
        return Summary(p50: percentile(50), p95: percentile(95), p99: percentile(99), largest: largest)
    }

    /// How many values are larger.
    func count(over limit: Double) -> Int { values.count { $0 > limit } }

    struct Summary: Equatable {
        let p50: Double
        let p95: Double
        let p99: Double
        let largest: Double
    }
}
