/// The button: edges of its line and time become presses.
///
/// Edges that have come are to be handled before `expire`, oldest first.
public struct Button {
    /// An edge of the line, named by what the button does.
    public enum Event: Sendable {
        /// It is pressed.
        case down
        /// It is let go.
        case up
    }

    /// What a press means.
    public enum Press: Equatable, Sendable {
        /// Pressed and let go, within a second.
        case short
        /// Held for five seconds, and held still.
        case long
    }

    /// Where the button stands, bounces apart.
    enum State: Equatable {
        /// Nobody presses it.
        case released
        /// It is pressed, since then.
        case pressed(since: Instant)
        /// It is held, and the long press has been told.
        case held
        /// It has been down since before Martlet was there: nobody has pressed it for us.
        case stuck
    }

    /// Edges that have not come to rest: when the first and the last came, and what the last one was.
    struct Unrest: Equatable {
        let first: Instant
        let last: Instant
        let event: Event
    }

    /// How long a level must have stayed before it counts.
    public static let debounce = Interval.milliseconds(20)
    /// Held for less than this, it is a short press.
    public static let shortLimit = Interval.seconds(1)
    /// Held for this long, it is a long press.
    public static let longLimit = Interval.seconds(5)

    private(set) var state: State
    private(set) var unrest: Unrest?
    private let isDebounced: Bool

    /// Begins with the button as it is, its line debounced by the kernel or not.
    ///
    /// A button that is down is ignored until it has been let go: one that is stuck does nothing.
    public init(isDown: Bool, isDebounced: Bool) {
        state = isDown ? .stuck : .released
        self.isDebounced = isDebounced
    }

    /// Takes an edge with its own time, and first what had to happen before that.
    ///
    /// Gives one press at most: an edge alone is a press only on a debounced line, when a short one ends, and what time
    /// alone can give there is the long press, after which the same edge gives nothing.
    public mutating func handle(_ event: Event, at instant: Instant) -> Press? {
        let owed = expire(now: instant)
        guard !isDebounced else {
            let press = accept(event, at: instant)
            return owed ?? press
        }
        if let unrest {
            // The same edge again means that another was lost between: it bounces all the same.
            self.unrest = Unrest(first: unrest.first, last: max(unrest.last, instant), event: event)
        } else if isDown != (event == .down) {
            unrest = Unrest(first: instant, last: instant, event: event)
        }
        return owed
    }

    /// Takes the time: a level that has stayed counts, and a button that is held long enough is a long press.
    ///
    /// Gives one press at most: after a short one the button is up, so that no long one can follow.
    public mutating func expire(now: Instant) -> Press? {
        if let unrest {
            // Until it is known whether it was let go nothing can be said, not even that it is held.
            guard now >= unrest.last + Self.debounce else { return nil }
            self.unrest = nil
            if let press = accept(unrest.event, at: unrest.first) { return press }
        }
        guard isLong(at: now) else { return nil }
        state = .held
        return .long
    }

    /// Whether it has been down for long, and nothing says that it no longer is.
    public func isLong(at now: Instant) -> Bool {
        guard unrest == nil, case .pressed(let since) = state else { return false }
        return now >= since + Self.longLimit
    }

    /// Says that it is up though no edge has told.
    ///
    /// One was lost. When it was let go nobody knows, so that it is no press.
    public mutating func noteLostEdge() {
        state = .released
    }

    /// When time alone changes something.
    public var deadline: Instant? {
        if let unrest { return unrest.last + Self.debounce }
        guard case .pressed(let since) = state else { return nil }
        return since + Self.longLimit
    }

    /// Whether a long press has been told and the button is still down.
    public var isHeldLong: Bool { state == .held }

    private var isDown: Bool { state != .released }

    /// Takes a level that counts, with the time of its first edge.
    private mutating func accept(_ event: Event, at instant: Instant) -> Press? {
        switch (state, event) {
        case (.released, .down):
            state = .pressed(since: instant)
            return nil
        case (.pressed(let since), .up):
            state = .released
            return instant - since < Self.shortLimit ? .short : nil
        case (.held, .up), (.stuck, .up):
            state = .released
            return nil
        case (.released, .up), (.pressed, .down), (.held, .down), (.stuck, .down):
            return nil
        }
    }
}
