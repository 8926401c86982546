import HTTPCamera

#if canImport(FoundationEssentials)
    import struct FoundationEssentials.Date
#else
    import struct Foundation.Date
#endif

/// What is known of the pictures that were read.
struct Measurement {
    /// One picture, when `read` gave it.
    struct Sample {
        let arrival: ContinuousClock.Instant
        let sequence: Int?
        /// What the server told, and the time since it arrived; nil when the server told nothing.
        let age: Duration?
        /// This machine's clock less the server's time of capture; nil when the server told none.
        let clockAge: Duration?
    }

    /// The size of the first picture, in pixels.
    var size: (width: Int, height: Int)?
    private(set) var read = 0
    private(set) var ages = Distribution()
    private(set) var clockAges = Distribution()
    private(set) var intervals = Distribution()
    /// How many pictures the server numbered between those that were read; nil when it does not number them.
    private(set) var passedOver: Int?
    /// From the arrival of the first picture to that of the last.
    private(set) var time = Duration.zero
    /// What had come when the first was read, and when the last was.
    private(set) var before: HTTPCamera.Statistics?
    private(set) var after: HTTPCamera.Statistics?
    private var last: Sample?

    /// Adds a picture that was read just now, and what had come until then.
    mutating func add(_ frame: Frame, _ statistics: HTTPCamera.Statistics) {
        add(
            Sample(
                arrival: frame.arrival, sequence: frame.sequence, age: frame.ageWhenSent.map { _ in frame.age() },
                clockAge: frame.captureTime.map { .seconds(Date().timeIntervalSince($0)) }),
            statistics)
    }

    mutating func add(_ sample: Sample, _ statistics: HTTPCamera.Statistics) {
        read += 1
        before = before ?? statistics
        after = statistics
        if let age = sample.age { ages.add(age.milliseconds) }
        if let age = sample.clockAge { clockAges.add(age.milliseconds) }
        if let last {
            let interval = last.arrival.duration(to: sample.arrival)
            time += interval
            intervals.add(interval.milliseconds)
            // A server that was started anew begins with smaller numbers.
            if let before = last.sequence, let now = sample.sequence, now > before {
                // Numbers are the server's word: they may be as large as there are.
                passedOver = min(passedOver ?? 0, .max / 2) + min(now - before - 1, .max / 2)
            }
        } else if sample.sequence != nil {
            passedOver = 0
        }
        last = sample
    }
}
