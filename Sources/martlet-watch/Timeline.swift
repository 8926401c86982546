import HTTPCamera

#if canImport(FoundationEssentials)
    import struct FoundationEssentials.Date
#else
    import struct Foundation.Date
#endif

/// When each picture of a recording was captured, counted from the first.
///
/// By the server's clock, where it tells; a network that holds pictures up for a moment does not show then. When that
/// clock was set meanwhile, and where none is told, by when the pictures came.
struct Timeline {
    /// By how much the two may differ from one picture to the next, for as long as the clock was not set.
    private static let most = Duration.seconds(2)

    private var last: (arrival: ContinuousClock.Instant, capture: Date?)?
    private var time = Duration.zero

    /// Answers since the first picture; never less than it answered before.
    mutating func add(_ frame: Frame) -> Duration { add(arrival: frame.arrival, capture: frame.captureTime) }

    mutating func add(arrival: ContinuousClock.Instant, capture: Date?) -> Duration {
        defer { last = (arrival, capture) }
        guard let last else { return time }
        var step = last.arrival.duration(to: arrival)
        if let capture, let before = last.capture {
            let captured = Duration.seconds(capture.timeIntervalSince(before))
            if (step - Self.most...step + Self.most).contains(captured) { step = captured }
        }
        time += max(step, .zero)
        return time
    }
}
