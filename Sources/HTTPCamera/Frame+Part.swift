import Wire

#if canImport(FoundationEssentials)
    import struct FoundationEssentials.Date
#else
    import struct Foundation.Date
#endif

extension Frame {
    init(_ part: Part, arrival: ContinuousClock.Instant) {
        jpeg = part.body
        sequence = part.head.sequence
        // What others than Martlet call a timestamp is something else; Martlet is known by its numbers.
        captureTime =
            sequence == nil
            ? nil : part.head.timestampNanoseconds.map { Date(timeIntervalSince1970: Double($0) / 1_000_000_000) }
        ageWhenSent = part.head.ageMicroseconds.map { .microseconds($0) }
        self.arrival = arrival
        arrivalTime = Date()
    }
}
