/// What the LED shows: a pattern of light that repeats from when it was begun.
public struct Indicator {
    /// What there is to show.
    public enum Pattern: CaseIterable, Equatable, Sendable {
        /// A viewer is receiving.
        case watched
        /// All is well and nobody watches.
        case ready
        /// All is well and nobody watches, but a setting is wrong.
        case mistaken
        /// Somebody said stop.
        case paused
        /// The camera fails or is lost.
        case failing
        /// Nobody has set a password yet.
        case unclaimed
        /// The button has been held for a long press.
        case held
    }

    /// How many milliseconds a pattern is lit, dark, lit, dark …, for ever; nothing for light that is solid.
    private static func times(of pattern: Pattern) -> [Int] {
        switch pattern {
        case .watched: []
        case .ready: [50, 2950]
        case .mistaken: [50, 150, 50, 150, 50, 2550]
        case .paused: [500, 500]
        case .failing: [100, 100]
        case .unclaimed: [100, 150, 100, 650]
        case .held: [50, 50]
        }
    }

    /// What is shown.
    public private(set) var pattern: Pattern
    private var began: Instant
    /// Kept, so that asking allocates nothing.
    private var times: [Int]
    private var period: Interval

    /// Begins as ready, lit.
    public init(now: Instant) {
        pattern = .ready
        began = now
        times = Self.times(of: .ready)
        period = .milliseconds(times.reduce(0, +))
    }

    /// Shows a pattern, from its beginning, lit; the one that is shown already goes on as it is.
    public mutating func show(_ pattern: Pattern, now: Instant) {
        guard pattern != self.pattern else { return }
        self.pattern = pattern
        began = now
        times = Self.times(of: pattern)
        period = .milliseconds(times.reduce(0, +))
    }

    /// Whether the LED is lit at that time.
    ///
    /// Counted from when the pattern began: a turn that comes late skips what it missed, and puts nothing off.
    public func isLit(at now: Instant) -> Bool {
        guard let place = place(at: now) else { return true }
        return place.edges % 2 == 0
    }

    /// When the light changes next, always later than that time; nil when it never does.
    public func nextEdge(after now: Instant) -> Instant? {
        guard let place = place(at: now) else { return nil }
        return max(now, began) + place.rest
    }

    /// How many edges of the period lie behind at that time, and how long it is to the next one; nil when there is none.
    private func place(at now: Instant) -> (edges: Int, rest: Interval)? {
        guard period.nanoseconds > 0 else { return nil }
        let within = Interval(nanoseconds: max((now - began).nanoseconds, 0) % period.nanoseconds)
        var end = Interval.milliseconds(0)
        var edges = 0
        for milliseconds in times {
            end = end + .milliseconds(milliseconds)
            if within < end { break }
            edges += 1
        }
        return (edges, end - within)
    }
}
