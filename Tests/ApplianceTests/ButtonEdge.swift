@testable import Appliance

/// An edge of a button's line, in nanoseconds since a start.
struct ButtonEdge: Sendable {
    let event: Button.Event
    let nanoseconds: Int64
    var instant: Instant { Instant(nanoseconds: 2_000_000_000 + nanoseconds) }

    init(_ event: Button.Event, _ nanoseconds: Int64) {
        self.event = event
        self.nanoseconds = nanoseconds
    }

    init(_ event: Button.Event, milliseconds: Int64) {
        self.init(event, milliseconds * 1_000_000)
    }
}
