import Testing

@testable import Appliance

/// What the LED and the service manager are told of each state.
@Suite("How it stands")
struct StandingTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let pattern: Indicator.Pattern
        let line: String
        var viewers = 0
        var events: [Supervisor.Event] = []
        var hasFrame = false
        var isPresent = true
    }

    private static let lost = "the camera was unplugged: plug it in again"

    @Test(arguments: [
        Row(testDescription: "idle", pattern: .ready, line: "ready; nobody watches"),
        Row(
            testDescription: "idle, no camera", pattern: .failing, line: "no camera is there: plug one in",
            isPresent: false),
        Row(testDescription: "opening", pattern: .ready, line: "the camera is starting", viewers: 1, events: [.wanted]),
        Row(
            testDescription: "open, no frame yet", pattern: .ready, line: "the camera is starting", viewers: 1,
            events: [.wanted, .opened]),
        Row(
            testDescription: "streaming for nobody", pattern: .ready, line: "ready; nobody watches",
            events: [.wanted, .opened], hasFrame: true),
        Row(
            testDescription: "watched", pattern: .watched, line: "watched by 2", viewers: 2,
            events: [.wanted, .opened], hasFrame: true),
        Row(
            testDescription: "paused", pattern: .paused, line: "paused: nobody is looking until it is resumed",
            viewers: 1,
            events: [.pause]),
        Row(
            testDescription: "recovering", pattern: .failing, line: lost, viewers: 1,
            events: [.wanted, .opened, .failed(.unplugged)]),
        Row(
            testDescription: "opening again", pattern: .failing, line: lost, viewers: 1,
            events: [.wanted, .opened, .failed(.unplugged), .appeared]),
        Row(
            testDescription: "open again, no frame yet", pattern: .failing, line: lost, viewers: 1,
            events: [.wanted, .opened, .failed(.unplugged), .appeared, .opened]),
        Row(
            testDescription: "well again", pattern: .watched, line: "watched by 1", viewers: 1,
            events: [.wanted, .opened, .failed(.unplugged), .appeared, .opened], hasFrame: true),
    ])
    func row(_ row: Row) {
        check(row)
        // What is wrong with a setting shows where nothing else has to.
        check(row, problems: ["martlet.txt line 3: wrong"])
    }

    /// What cannot be had is told where all else is well; a size that nobody chose is not asked of the camera.
    @Test func whatCannotBeHadIsTold() {
        let bench = Bench.streaming { $0.size = PictureSize(width: 4321, height: 1234) }
        #expect(bench.server.notes.isEmpty && bench.server.indication == .ready)
        let chosen = Bench.streaming {
            $0.size = PictureSize(width: 4321, height: 1234)
            $0.isFormatChosen = true
        }
        #expect(chosen.server.indication == .mistaken)
        chosen.server.complaints = ["led GPIO99: there is no such line"]
        chosen.server.problems = [Array("martlet.txt line 1: wrong".utf8)]
        #expect(
            chosen.server.notes.map { String(decoding: $0, as: UTF8.self) } == [
                "martlet.txt line 1: wrong", "led GPIO99: there is no such line",
                "asked for 4321x1234, 30 frames a second; the camera gives MJPG 1280x720, 30 frames a second",
            ])
        chosen.handle(.pause)
        #expect(chosen.server.indication == .paused)
    }

    private func check(_ row: Row, problems: [String] = []) {
        let bench = Bench()
        bench.server.isSourcePresent = row.isPresent
        bench.server.problems = problems.map { Array($0.utf8) }
        for _ in 0..<row.viewers { bench.watch() }
        for event in row.events { bench.handle(event) }
        if row.hasFrame { bench.handle(.frame) }
        let isShown = row.pattern == .ready && !problems.isEmpty
        #expect(bench.server.indication == (isShown ? .mistaken : row.pattern))
        #expect(bench.server.standing == row.line)
    }

    @Test func theButtonPausesAndResumes() {
        let bench = Bench.streaming()
        bench.note(bench.server.togglePause(now: bench.now))
        #expect(bench.server.isPaused)
        bench.note(bench.server.togglePause(now: bench.now))
        #expect(!bench.server.isPaused)
        #expect(bench.orders == [.close, .open])
    }

    // MARK: The service manager's watchdog (sd_watchdog_enabled(3))

    @Test(
        arguments: [
            (nil, nil, nil), ("30000000", nil, 15_000), ("30000000", "77", 15_000), ("30000000", "78", nil),
            ("30000000", "x", nil), ("0", nil, nil), ("", nil, nil), ("-1", nil, nil), ("1", nil, 0),
        ] as [(String?, String?, Int?)])
    func signsOfLifeAreGivenTwiceInThePeriod(_ period: String?, _ process: String?, _ milliseconds: Int?) {
        let interval = PassedWatchdog.interval(
            period: period.map { Array($0.utf8) }, process: process.map { Array($0.utf8) }, processIdentifier: 77)
        #expect(interval?.milliseconds == milliseconds)
    }
}
