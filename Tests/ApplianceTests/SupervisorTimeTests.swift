import Testing

@testable import Appliance

@Suite("The supervisor and time")
struct SupervisorTimeTests {
    private static let start = Instant(nanoseconds: 1_000_000_000)
    private static let stuck = CameraFault.failed(call: "VIDIOC_S_FMT", code: 5)

    private static func at(_ milliseconds: Int) -> Instant {
        start + .milliseconds(milliseconds)
    }

    private static func streaming() -> Supervisor {
        var supervisor = Supervisor(frameTimeout: .seconds(2))
        _ = supervisor.handle(.wanted, now: start)
        _ = supervisor.handle(.opened, now: start)
        return supervisor
    }

    /// Lets time pass up to an instant, and says what is to be done then.
    private static func pass(_ supervisor: inout Supervisor, to now: Instant) -> Supervisor.Order {
        supervisor.overdue(now: now).map { supervisor.handle($0, now: now) } ?? .nothing
    }

    /// Fails each try and notes how long is waited before the next one, and what that is.
    private static func waits(
        _ supervisor: inout Supervisor, _ count: Int, _ fault: CameraFault = .missing, from start: Instant
    ) -> [String] {
        var now = start
        return (0..<count).map { _ in
            #expect(supervisor.handle(.failed(fault), now: now) == .close)
            guard let deadline = supervisor.deadline else { return "for ever" }
            #expect(pass(&supervisor, to: deadline - Interval(nanoseconds: 1)) == .nothing)
            let order = pass(&supervisor, to: deadline)
            #expect(supervisor.state == .opening(since: deadline))
            defer { now = deadline }
            return "\((deadline - now).milliseconds) \(order)"
        }
    }

    // MARK: How long is waited

    @Test func forAMissingCameraTheWaitDoublesToFiveSeconds() {
        var supervisor = Self.streaming()
        let waits = Self.waits(&supervisor, 8, .missing, from: Self.start)
        #expect(
            waits == [
                "250 open", "500 open", "1000 open", "2000 open", "4000 open", "5000 open", "5000 open", "5000 open",
            ])
    }

    @Test(arguments: [
        CameraFault.busy(holder: [], process: nil), .unplugged, .noPermission, .noBandwidth, .notACamera, .receiver,
        .noUsableFormat,
    ])
    func aCameraThatIsThereIsTriedEachSecond(_ fault: CameraFault) {
        var supervisor = Self.streaming()
        let waits = Self.waits(&supervisor, 6, fault, from: Self.start)
        #expect(waits == ["250 open", "500 open", "1000 open", "1000 open", "1000 open", "1000 open"])
    }

    @Test func aLongWaitForAnAbsentCameraIsNotOneForACameraThatIsThere() {
        var supervisor = Self.streaming()
        _ = Self.waits(&supervisor, 6, from: Self.start)
        #expect(Self.waits(&supervisor, 1, .noPermission, from: Self.at(20_000)) == ["1000 open"])
    }

    @Test func openingAloneDoesNotResetTheBackOff() {
        var supervisor = Self.streaming()
        #expect(Self.waits(&supervisor, 3, from: Self.start) == ["250 open", "500 open", "1000 open"])
        _ = supervisor.handle(.opened, now: Self.at(5000))
        #expect(supervisor.fault != nil, "it has shown nothing yet")
        #expect(Self.waits(&supervisor, 2, from: Self.at(5000)) == ["2000 open", "4000 open"])
    }

    @Test func aGoodFrameResetsTheBackOff() {
        var supervisor = Self.streaming()
        #expect(Self.waits(&supervisor, 4, from: Self.start).last == "2000 open")
        _ = supervisor.handle(.opened, now: Self.at(5000))
        _ = supervisor.handle(.frame, now: Self.at(5001))
        #expect(supervisor.fault == nil)
        #expect(Self.waits(&supervisor, 2, from: Self.at(5002)) == ["250 open", "500 open"])
    }

    @Test(arguments: [Supervisor.Event.pause, .unwanted])
    func whatEndsLookingForgetsFailures(_ event: Supervisor.Event) {
        var supervisor = Self.streaming()
        _ = Self.waits(&supervisor, 5, from: Self.start)
        _ = supervisor.handle(.failed(.missing), now: Self.at(20_000))
        #expect(supervisor.handle(event, now: Self.at(20_001)) == .close)
        #expect(supervisor.fault == nil)
        _ = supervisor.handle(.resume, now: Self.at(20_002))
        _ = supervisor.handle(.wanted, now: Self.at(20_002))
        #expect(Self.waits(&supervisor, 2, from: Self.at(20_003)) == ["250 open", "500 open"])
    }

    @Test func aCameraThatAppearsCutsTheBackOffShort() {
        var supervisor = Self.streaming()
        _ = Self.waits(&supervisor, 6, from: Self.start)
        _ = supervisor.handle(.failed(.missing), now: Self.at(20_000))
        #expect(supervisor.handle(.appeared, now: Self.at(20_010)) == .open)
        #expect(supervisor.state == .opening(since: Self.at(20_010)))
        var again = supervisor
        #expect(Self.waits(&again, 2, from: Self.at(20_020)) == ["250 open", "500 open"], "it begins anew")
        #expect(supervisor.fault != nil && supervisor.deadline == nil, "opening may take its time")
    }

    @Test func aCameraThatWasUnpluggedIsCalledThat() {
        var supervisor = Self.streaming()
        _ = Self.waits(&supervisor, 1, .unplugged, from: Self.start)
        _ = Self.waits(&supervisor, 2, .missing, from: Self.at(1000))
        if case .unplugged = supervisor.fault {} else { Issue.record("it was there once") }
        _ = Self.waits(&supervisor, 1, .noBandwidth, from: Self.at(9000))
        _ = Self.waits(&supervisor, 1, .missing, from: Self.at(9500))
        if case .missing = supervisor.fault {} else { Issue.record("something else was told between") }
    }

    // MARK: The ladder

    @Test(arguments: [CameraFault.silent, stuck])
    func aStuckCameraIsRestartedOnceThenOpenedAnew(_ fault: CameraFault) {
        var supervisor = Self.streaming()
        #expect(supervisor.handle(.failed(fault), now: Self.at(10)) == .restart)
        #expect(supervisor.state == .opening(since: Self.at(10)))
        #expect(supervisor.handle(.opened, now: Self.at(20)) == .nothing)
        #expect(supervisor.handle(.failed(fault), now: Self.at(2020)) == .close)
        #expect(supervisor.state == .recovering(until: Self.at(2270)))
        #expect(Self.pass(&supervisor, to: Self.at(2270)) == .open)
    }

    @Test func aRestartThatFailsIsAFailureOfItsOwn() {
        var supervisor = Self.streaming()
        #expect(supervisor.handle(.failed(Self.stuck), now: Self.start) == .restart)
        #expect(supervisor.handle(.failed(Self.stuck), now: Self.at(5)) == .close)
        #expect(supervisor.state == .recovering(until: Self.at(255)))
    }

    @Test func afterFiveGoodSecondsItIsRestartedAgain() {
        var supervisor = Self.streaming()
        for round in 1...3 {
            let start = round * 10_000
            #expect(supervisor.handle(.failed(.silent), now: Self.at(start)) == .restart)
            _ = supervisor.handle(.opened, now: Self.at(start + 1))
            for milliseconds in stride(from: 2, through: 5002, by: 500) {
                _ = supervisor.handle(.frame, now: Self.at(start + milliseconds))
            }
        }
    }

    /// One frame after each start, and then silence: it has to be opened anew, and reset, as if it had given none.
    @Test func oneGoodFrameAfterEachStartForgivesNothing() {
        var supervisor = Self.streaming()
        var orders: [String] = []
        for round in 0..<7 {
            let now = Self.at(round * 5500)
            let order = supervisor.handle(.failed(.silent), now: now)
            #expect(supervisor.fault != nil)
            if case .recovering(let until) = supervisor.state {
                orders.append("\(Self.pass(&supervisor, to: until))")
            } else {
                orders.append("\(order)")
            }
            _ = supervisor.handle(.opened, now: now + .milliseconds(400))
            _ = supervisor.handle(.frame, now: now + .milliseconds(500))
            #expect(supervisor.fault == nil, "it gives a picture")
            // Just not long enough.
            _ = supervisor.handle(.frame, now: now + .milliseconds(5499))
        }
        #expect(orders == ["restart", "open", "reset", "open", "open", "reset", "open"])
    }

    /// It is tried as soon as after a first failure: what it has given shows that it can be had.
    @Test func aGoodFrameOfAStuckCameraShortensTheWait() {
        var supervisor = Self.streaming()
        #expect(supervisor.handle(.failed(Self.stuck), now: Self.start) == .restart)
        #expect(Self.waits(&supervisor, 1, Self.stuck, from: Self.at(10)) == ["250 open"])
        _ = supervisor.handle(.opened, now: Self.at(300))
        _ = supervisor.handle(.frame, now: Self.at(310))
        #expect(Self.waits(&supervisor, 2, Self.stuck, from: Self.at(320)) == ["250 reset", "500 open"])
    }

    // MARK: Opening

    /// It was plugged in just too late for the opening that was under way.
    @Test func aCameraThatAppearsWhileOneIsOpenedIsTriedSoon() {
        var supervisor = Self.streaming()
        _ = Self.waits(&supervisor, 6, from: Self.start)
        #expect(supervisor.handle(.appeared, now: Self.at(20_000)) == .nothing)
        #expect(Self.waits(&supervisor, 3, from: Self.at(20_010)) == ["250 open", "500 open", "1000 open"])
    }

    @Test func anOpeningThatTakesTooLongIsToldAndGoesOn() {
        var supervisor = Supervisor(frameTimeout: .seconds(2))
        _ = supervisor.handle(.wanted, now: Self.start)
        #expect(supervisor.deadline == Self.at(10_000))
        #expect(supervisor.overdue(now: Self.at(9_999)) == nil)
        #expect(Self.pass(&supervisor, to: Self.at(10_000)) == .nothing)
        if case .unanswered = supervisor.fault {} else { Issue.record("it does not answer") }
        #expect(supervisor.state == .opening(since: Self.start))
        #expect(supervisor.deadline == nil)
        _ = supervisor.handle(.opened, now: Self.at(15_000))
        _ = supervisor.handle(.frame, now: Self.at(15_030))
        #expect(supervisor.fault == nil)
    }

    /// A node is made before udev says whose it is.
    @Test func aCameraThatCameBackIsNotCalledRefusedAtOnce() {
        var supervisor = Self.streaming()
        _ = Self.waits(&supervisor, 1, .unplugged, from: Self.start)
        for round in 1...3 {
            _ = Self.waits(&supervisor, 1, .noPermission, from: Self.at(round * 2000))
            if case .unplugged = supervisor.fault {} else { Issue.record("udev may not have been there yet") }
        }
        _ = Self.waits(&supervisor, 1, .noPermission, from: Self.at(9000))
        #expect(supervisor.fault?.isNoPermission == true)
        var first = Supervisor(frameTimeout: .seconds(2))
        _ = first.handle(.wanted, now: Self.start)
        _ = first.handle(.failed(.noPermission), now: Self.start)
        #expect(first.fault?.isNoPermission == true, "nothing else was told before")
    }

    /// Closed, it could not be heard: it waits open, and each round is its frame timeout and a quarter of a second.
    @Test func aSilentCameraIsClosedOnlyForAQuarterOfASecondAndResetEverMoreSeldom() {
        var supervisor = Self.streaming()
        var orders: [String] = []
        for round in 0..<14 {
            let now = Self.at(round * 3000)
            let order = supervisor.handle(.failed(.silent), now: now)
            if case .recovering(let until) = supervisor.state {
                #expect(order == .close)
                #expect(until == now + .milliseconds(250))
                orders.append("\(Self.pass(&supervisor, to: until))")
            } else {
                orders.append("\(order)")
            }
            _ = supervisor.handle(.opened, now: now + .milliseconds(500))
        }
        #expect(orders[..<3] == ["restart", "open", "reset"])
        let resets = orders.indices.filter { orders[$0] == "reset" }.map { $0 + 1 }
        #expect(resets == [3, 6, 12], "after so many failures in a row")
    }

    @Test func aCameraThatWillNotOpenIsResetAndTriedEachSecond() {
        var supervisor = Supervisor(frameTimeout: .seconds(2))
        _ = supervisor.handle(.wanted, now: Self.start)
        let waits = Self.waits(&supervisor, 7, Self.stuck, from: Self.start)
        #expect(
            waits == [
                "250 open", "500 open", "1000 reset", "1000 open", "1000 open", "1000 reset", "1000 open",
            ])
    }

    @Test func whatAppearsIsNotReset() {
        var supervisor = Self.streaming()
        _ = Self.waits(&supervisor, 1, .missing, from: Self.start)
        _ = supervisor.handle(.failed(Self.stuck), now: Self.at(2000))
        _ = Self.pass(&supervisor, to: Self.at(9000))
        _ = supervisor.handle(.failed(Self.stuck), now: Self.at(9000))
        #expect(supervisor.handle(.appeared, now: Self.at(9001)) == .open)
        #expect(Self.waits(&supervisor, 1, Self.stuck, from: Self.at(9100)).last?.hasSuffix("reset") == true)
    }

    // MARK: Silence

    @Test func silenceIsAFailure() {
        var supervisor = Self.streaming()
        _ = supervisor.handle(.frame, now: Self.at(500))
        #expect(supervisor.deadline == Self.at(2500))
        #expect(Self.pass(&supervisor, to: Self.at(2499)) == .nothing)
        #expect(Self.pass(&supervisor, to: Self.at(2500)) == .restart)
        if case .silent = supervisor.fault {} else { Issue.record("the fault is that it is silent") }
    }

    /// uvcvideo asks for nothing more after five USB errors.
    @Test func silenceAfterDamageIsAFailureSooner() {
        var supervisor = Self.streaming()
        _ = supervisor.handle(.frame, now: Self.at(100))
        _ = supervisor.handle(.damaged, now: Self.at(200))
        _ = supervisor.handle(.damaged, now: Self.at(400))
        #expect(supervisor.deadline == Self.at(700), "from the first of them")
        _ = supervisor.handle(.frame, now: Self.at(500))
        #expect(supervisor.deadline == Self.at(2500), "it goes on")
        _ = supervisor.handle(.damaged, now: Self.at(2400))
        #expect(supervisor.deadline == Self.at(2500), "whichever is earlier")
        #expect(Self.pass(&supervisor, to: Self.at(2500)) == .restart)
        _ = supervisor.handle(.opened, now: Self.at(2510))
        #expect(supervisor.deadline == Self.at(4510), "damage of before counts no more")
        supervisor.expect(frameEvery: .seconds(1))
        _ = supervisor.handle(.damaged, now: Self.at(2600))
        #expect(supervisor.deadline == Self.at(5510), "a slow camera is given the time of three frames")
    }

    @Test(arguments: [(30_000, 2000), (2_000, 2000), (1_500, 2000), (1_000, 3000), (100, 30_000)])
    func aSlowSourceIsGivenTheTimeOfThreeFrames(_ rateThousandths: Int, _ milliseconds: Int) {
        var supervisor = Self.streaming()
        supervisor.expect(frameEvery: .between(rateThousandths: rateThousandths))
        #expect(supervisor.deadline == Self.at(milliseconds))
    }

    @Test func aFastSourceAfterASlowOneIsGivenTheUsualTime() {
        var supervisor = Self.streaming()
        supervisor.expect(frameEvery: .seconds(10))
        supervisor.expect(frameEvery: .milliseconds(33))
        #expect(supervisor.deadline == Self.at(2000))
        supervisor.expectFrames(within: .seconds(7))
        #expect(supervisor.deadline == Self.at(7000), "the setting can change while it runs")
    }

    @Test func noTimeChangesIdleAndPaused() {
        var supervisor = Supervisor(frameTimeout: .seconds(2))
        #expect(supervisor.deadline == nil)
        #expect(supervisor.overdue(now: Self.at(1_000_000)) == nil)
        _ = supervisor.handle(.pause, now: Self.start)
        #expect(supervisor.deadline == nil)
        #expect(supervisor.overdue(now: Self.at(1_000_000)) == nil)
    }
}
