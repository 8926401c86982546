import Testing

@testable import Appliance

/// Every state with every edge and with time: what it leads to and what press it is.
@Suite("The button")
struct ButtonTests {
    /// A state at rest, or with bounces whose last edge was that one.
    enum Place: String, CaseIterable, Sendable {
        case released, releasedThenDown, releasedThenUp
        case pressed, pressedThenUp, pressedThenDown
        case held, heldThenUp, heldThenDown
        case stuck, stuckThenUp, stuckThenDown

        /// Those that there are on a line that is debounced already.
        static let atRest: [Place] = [.released, .pressed, .held, .stuck]
    }

    enum Happening: String, CaseIterable, Sendable {
        case down, up
        /// 20 ms without an edge, 5 s without one.
        case rest, longRest
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let from: Place
        let happening: Happening
        let to: Place
        let press: Button.Press?
        var testDescription: String { "\(from.rawValue) + \(happening.rawValue)" }

        init(_ from: Place, _ happening: Happening, _ to: Place, _ press: Button.Press? = nil) {
            self.from = from
            self.happening = happening
            self.to = to
            self.press = press
        }
    }

    private static let bouncing = [
        Row(.released, .down, .releasedThenDown),
        Row(.released, .up, .released),
        Row(.released, .rest, .released),
        Row(.released, .longRest, .released),

        Row(.releasedThenDown, .down, .releasedThenDown),
        Row(.releasedThenDown, .up, .releasedThenUp),
        Row(.releasedThenDown, .rest, .pressed),
        Row(.releasedThenDown, .longRest, .held, .long),

        Row(.releasedThenUp, .down, .releasedThenDown),
        Row(.releasedThenUp, .up, .releasedThenUp),
        Row(.releasedThenUp, .rest, .released),
        Row(.releasedThenUp, .longRest, .released),

        Row(.pressed, .down, .pressed),
        Row(.pressed, .up, .pressedThenUp),
        Row(.pressed, .rest, .pressed),
        Row(.pressed, .longRest, .held, .long),

        Row(.pressedThenUp, .down, .pressedThenDown),
        Row(.pressedThenUp, .up, .pressedThenUp),
        Row(.pressedThenUp, .rest, .released, .short),
        Row(.pressedThenUp, .longRest, .released, .short),

        Row(.pressedThenDown, .down, .pressedThenDown),
        Row(.pressedThenDown, .up, .pressedThenUp),
        Row(.pressedThenDown, .rest, .pressed),
        Row(.pressedThenDown, .longRest, .held, .long),

        Row(.held, .down, .held),
        Row(.held, .up, .heldThenUp),
        Row(.held, .rest, .held),
        Row(.held, .longRest, .held),

        Row(.heldThenUp, .down, .heldThenDown),
        Row(.heldThenUp, .up, .heldThenUp),
        Row(.heldThenUp, .rest, .released),
        Row(.heldThenUp, .longRest, .released),

        Row(.heldThenDown, .down, .heldThenDown),
        Row(.heldThenDown, .up, .heldThenUp),
        Row(.heldThenDown, .rest, .held),
        Row(.heldThenDown, .longRest, .held),

        Row(.stuck, .down, .stuck),
        Row(.stuck, .up, .stuckThenUp),
        Row(.stuck, .rest, .stuck),
        Row(.stuck, .longRest, .stuck),

        Row(.stuckThenUp, .down, .stuckThenDown),
        Row(.stuckThenUp, .up, .stuckThenUp),
        Row(.stuckThenUp, .rest, .released),
        Row(.stuckThenUp, .longRest, .released),

        Row(.stuckThenDown, .down, .stuckThenDown),
        Row(.stuckThenDown, .up, .stuckThenUp),
        Row(.stuckThenDown, .rest, .stuck),
        Row(.stuckThenDown, .longRest, .stuck),
    ]

    private static let debounced = [
        Row(.released, .down, .pressed),
        Row(.released, .up, .released),
        Row(.released, .rest, .released),
        Row(.released, .longRest, .released),

        Row(.pressed, .down, .pressed),
        Row(.pressed, .up, .released, .short),
        Row(.pressed, .rest, .pressed),
        Row(.pressed, .longRest, .held, .long),

        Row(.held, .down, .held),
        Row(.held, .up, .released),
        Row(.held, .rest, .held),
        Row(.held, .longRest, .held),

        Row(.stuck, .down, .stuck),
        Row(.stuck, .up, .released),
        Row(.stuck, .rest, .stuck),
        Row(.stuck, .longRest, .stuck),
    ]

    @Test func tablesAreWhole() {
        func pairs(_ places: [Place]) -> [String] {
            places.flatMap { place in Happening.allCases.map { "\(place.rawValue) + \($0.rawValue)" } }
        }
        #expect(Self.bouncing.map(\.testDescription) == pairs(Place.allCases))
        #expect(Self.debounced.map(\.testDescription) == pairs(Place.atRest))
    }

    @Test(arguments: bouncing)
    func onALineThatBounces(_ row: Row) {
        Self.check(row, isDebounced: false)
    }

    @Test(arguments: debounced)
    func onALineThatIsDebounced(_ row: Row) {
        Self.check(row, isDebounced: true)
    }

    private static func check(_ row: Row, isDebounced: Bool) {
        var (button, now) = way(to: row.from, isDebounced: isDebounced)
        #expect(place(of: button) == row.from)
        let press =
            switch row.happening {
            case .down: button.handle(.down, at: now + .milliseconds(10))
            case .up: button.handle(.up, at: now + .milliseconds(10))
            case .rest: button.expire(now: now + .milliseconds(20))
            case .longRest: button.expire(now: now + .seconds(5))
            }
        #expect(press == row.press)
        #expect(place(of: button) == row.to)
        #expect(button.isHeldLong == [.held, .heldThenUp, .heldThenDown].contains(row.to))
        #expect((button.deadline == nil) == [.released, .held, .stuck].contains(row.to))
    }

    /// A button that got there by events, and when the last one was.
    private static func way(to place: Place, isDebounced: Bool) -> (button: Button, now: Instant) {
        let isStuck = [.stuck, .stuckThenUp, .stuckThenDown].contains(place)
        var button = Button(isDown: isStuck, isDebounced: isDebounced)
        var now = Instant(nanoseconds: 9_000_000_000)
        if [.pressed, .pressedThenUp, .pressedThenDown, .held, .heldThenUp, .heldThenDown].contains(place) {
            _ = button.handle(.down, at: now)
            now = now + ([.held, .heldThenUp, .heldThenDown].contains(place) ? .seconds(5) : .milliseconds(20))
            _ = button.expire(now: now)
        }
        let edges: [Button.Event] =
            switch place {
            case .released, .pressed, .held, .stuck: []
            case .releasedThenDown: [.down]
            case .releasedThenUp: [.down, .up]
            case .pressedThenUp, .heldThenUp, .stuckThenUp: [.up]
            case .pressedThenDown, .heldThenDown, .stuckThenDown: [.up, .down]
            }
        for edge in edges {
            now = now + .milliseconds(5)
            _ = button.handle(edge, at: now)
        }
        return (button, now)
    }

    /// The kernel drops edges when nobody takes them: the line is asked before a long press is told.
    @Test(arguments: [true, false])
    func aLostEdgeMakesNoLongPress(_ isDebounced: Bool) {
        var button = Button(isDown: false, isDebounced: isDebounced)
        let start = Instant(nanoseconds: 0)
        _ = button.handle(.down, at: start)
        _ = button.expire(now: start + .milliseconds(20))
        #expect(!button.isLong(at: start + .milliseconds(4999)))
        #expect(button.isLong(at: start + .milliseconds(5000)))
        button.noteLostEdge()
        #expect(button.expire(now: start + .milliseconds(5000)) == nil)
        #expect(button.deadline == nil && !button.isHeldLong)
        // The next press is one again.
        let next = start + .seconds(10)
        var presses = [button.handle(.down, at: next), button.expire(now: next + .milliseconds(20))]
        presses += [button.handle(.up, at: next + .milliseconds(100)), button.expire(now: next + .milliseconds(130))]
        #expect(presses.compactMap { $0 } == [.short])
    }

    private static func place(of button: Button) -> Place {
        switch (button.state, button.unrest?.event) {
        case (.released, nil): .released
        case (.released, .down): .releasedThenDown
        case (.released, .up): .releasedThenUp
        case (.pressed, nil): .pressed
        case (.pressed, .up): .pressedThenUp
        case (.pressed, .down): .pressedThenDown
        case (.held, nil): .held
        case (.held, .up): .heldThenUp
        case (.held, .down): .heldThenDown
        case (.stuck, nil): .stuck
        case (.stuck, .up): .stuckThenUp
        case (.stuck, .down): .stuckThenDown
        }
    }
}
