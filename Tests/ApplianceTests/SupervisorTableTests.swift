import Testing

@testable import Appliance

/// Every state with every event: what state it leads to and what is to be done with the camera.
@Suite("The supervisor's table")
struct SupervisorTableTests {
    enum Place: String, CaseIterable, Sendable {
        case idle, opening, streaming, recovering, paused
    }

    enum Happening: String, CaseIterable, Sendable {
        case wanted, unwanted, opened, frame, damaged, failed, stuck, appeared, waitOver, pause, resume

        var event: Supervisor.Event {
            switch self {
            case .wanted: .wanted
            case .unwanted: .unwanted
            case .opened: .opened
            case .frame: .frame
            case .damaged: .damaged
            case .failed: .failed(.unplugged)
            case .stuck: .failed(.silent)
            case .appeared: .appeared
            case .waitOver: .waitOver
            case .pause: .pause
            case .resume: .resume
            }
        }
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let from: Place
        let happening: Happening
        let to: Place
        let order: Supervisor.Order
        var testDescription: String { "\(from.rawValue) + \(happening.rawValue)" }

        init(_ from: Place, _ happening: Happening, _ to: Place, _ order: Supervisor.Order = .nothing) {
            self.from = from
            self.happening = happening
            self.to = to
            self.order = order
        }
    }

    private static let table = [
        Row(.idle, .wanted, .opening, .open),
        Row(.idle, .unwanted, .idle),
        Row(.idle, .opened, .idle, .close),
        Row(.idle, .frame, .idle),
        Row(.idle, .damaged, .idle),
        Row(.idle, .failed, .idle, .close),
        Row(.idle, .stuck, .idle, .close),
        Row(.idle, .appeared, .idle),
        Row(.idle, .waitOver, .idle),
        Row(.idle, .pause, .paused, .close),
        Row(.idle, .resume, .idle),

        Row(.opening, .wanted, .opening),
        Row(.opening, .unwanted, .opening),
        Row(.opening, .opened, .streaming),
        Row(.opening, .frame, .opening),
        Row(.opening, .damaged, .opening),
        Row(.opening, .failed, .recovering, .close),
        Row(.opening, .stuck, .recovering, .close),
        Row(.opening, .appeared, .opening),
        Row(.opening, .waitOver, .opening),
        Row(.opening, .pause, .paused, .close),
        Row(.opening, .resume, .opening),

        Row(.streaming, .wanted, .streaming),
        Row(.streaming, .unwanted, .idle, .close),
        Row(.streaming, .opened, .streaming),
        Row(.streaming, .frame, .streaming),
        Row(.streaming, .damaged, .streaming),
        Row(.streaming, .failed, .recovering, .close),
        Row(.streaming, .stuck, .opening, .restart),
        Row(.streaming, .appeared, .streaming),
        Row(.streaming, .waitOver, .streaming),
        Row(.streaming, .pause, .paused, .close),
        Row(.streaming, .resume, .streaming),

        Row(.recovering, .wanted, .recovering),
        Row(.recovering, .unwanted, .idle, .close),
        Row(.recovering, .opened, .recovering, .close),
        Row(.recovering, .frame, .recovering),
        Row(.recovering, .damaged, .recovering),
        Row(.recovering, .failed, .recovering),
        Row(.recovering, .stuck, .recovering),
        Row(.recovering, .appeared, .opening, .open),
        Row(.recovering, .waitOver, .opening, .open),
        Row(.recovering, .pause, .paused, .close),
        Row(.recovering, .resume, .recovering),

        Row(.paused, .wanted, .paused),
        Row(.paused, .unwanted, .paused),
        Row(.paused, .opened, .paused, .close),
        Row(.paused, .frame, .paused),
        Row(.paused, .damaged, .paused),
        Row(.paused, .failed, .paused, .close),
        Row(.paused, .stuck, .paused, .close),
        Row(.paused, .appeared, .paused),
        Row(.paused, .waitOver, .paused),
        Row(.paused, .pause, .paused),
        Row(.paused, .resume, .opening, .open),
    ]

    private static let before = Instant(nanoseconds: 5_000_000_000)
    private static let now = Instant(nanoseconds: 6_000_000_000)

    @Test func tableIsWhole() {
        let rows = Set(Self.table.map { $0.testDescription })
        #expect(rows.count == Place.allCases.count * Happening.allCases.count)
        #expect(Self.table.count == rows.count)
    }

    @Test(arguments: table)
    func row(_ row: Row) {
        var supervisor = Self.supervisor(in: row.from)
        let state = supervisor.state
        #expect(Self.place(of: state) == row.from)
        #expect(supervisor.handle(row.happening.event, now: Self.now) == row.order)
        #expect(Self.place(of: supervisor.state) == row.to)
        if row.from == row.to, row.happening != .frame || row.from != .streaming {
            #expect(supervisor.state == state, "what changes nothing moves no time either")
        }
    }

    @Test(arguments: [Place.opening, .streaming, .recovering])
    func fromThereItKnowsSinceWhen(_ place: Place) {
        let supervisor = Self.supervisor(in: place)
        switch supervisor.state {
        case .opening(let since): #expect(since == Self.before)
        case .streaming(let lastFrame): #expect(lastFrame == Self.before)
        case .recovering(let until): #expect(until == Self.before + .milliseconds(250))
        case .idle, .paused: Issue.record("another state")
        }
    }

    /// A supervisor that got there by events.
    private static func supervisor(in place: Place) -> Supervisor {
        var supervisor = Supervisor(frameTimeout: .seconds(2))
        let way: [Supervisor.Event] =
            switch place {
            case .idle: []
            case .opening: [.wanted]
            case .streaming: [.wanted, .opened]
            case .recovering: [.wanted, .opened, .failed(.unplugged)]
            case .paused: [.pause]
            }
        for event in way { _ = supervisor.handle(event, now: before) }
        return supervisor
    }

    private static func place(of state: Supervisor.State) -> Place {
        switch state {
        case .idle: .idle
        case .opening: .opening
        case .streaming: .streaming
        case .recovering: .recovering
        case .paused: .paused
        }
    }
}
