/// Pictures per second, over the last few seconds.
struct RateMeter: Sendable {
    private var arrivals: [ContinuousClock.Instant] = []

    private static let window = Duration.seconds(3)
    private static let most = 512

    mutating func count(at instant: ContinuousClock.Instant) {
        arrivals.append(instant)
        // Two are kept however long ago, so that a picture a minute has a rate too.
        let old = arrivals.dropLast(2).prefix { $0 < instant - Self.window }.count
        if old > 0 || arrivals.count > Self.most { arrivals.removeFirst(max(old, arrivals.count - Self.most)) }
    }

    /// Falls towards 0 while no picture comes.
    func picturesPerSecond(at now: ContinuousClock.Instant) -> Double {
        guard let first = arrivals.first, let last = arrivals.last, arrivals.count > 1, last > first else { return 0 }
        let intervals = Double(arrivals.count - 1)
        let usual = first.duration(to: last) / intervals
        // Late is only what is later than a picture usually is.
        let late = max(.zero, last.duration(to: now) - usual * 2)
        return intervals / ((first.duration(to: last) + late) / .seconds(1))
    }
}
