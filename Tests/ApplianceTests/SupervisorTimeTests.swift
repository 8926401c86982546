import Testing

@testable import Appliance

@Suite("The supervisor and time")
struct SupervisorTimeTests {
    private static let start = Instant(nanoseconds: 1_000_000_000)

    private static func at(_ milliseconds: Int) -> Instant {
        start + .milliseconds(milliseconds)
    }

    private static func streaming() -> Supervisor {
        var supervisor = Supervisor(frameTimeout: .seconds(2))
        _ = supervisor.handle(.wanted, now: start)
        _ = supervisor.handle(.opened, now: start)
        return supervisor
    }

    /// Fails each try and notes how long is waited before the next one.
    private static func waits(_ supervisor: inout Supervisor, _ count: Int, from start: Instant) -> [Int] {
        var now = start
        return (0..<count).map { _ in
            #expect(supervisor.handle(.failed(.missing), now: now) == .close)
            guard let deadline = supervisor.deadline else { return -1 }
            #expect(supervisor.expire(now: deadline - Interval(nanoseconds: 1)) == .nothing)
            #expect(supervisor.expire(now: deadline) == .open)
            #expect(supervisor.state == .opening(since: deadline))
            defer { now = deadline }
            return (deadline - now).milliseconds
        }
    }

    @Test func backOffDoublesToItsLimit() {
        var supervisor = Self.streaming()
        let waits = Self.waits(&supervisor, 9, from: Self.start)
        #expect(waits == [250, 500, 1000, 2000, 4000, 5000, 5000, 5000, 5000])
    }

    @Test func openingAloneDoesNotResetTheBackOff() {
        var supervisor = Self.streaming()
        #expect(Self.waits(&supervisor, 3, from: Self.start) == [250, 500, 1000])
        _ = supervisor.handle(.opened, now: Self.at(5000))
        #expect(supervisor.fault != nil, "it has shown nothing yet")
        #expect(Self.waits(&supervisor, 2, from: Self.at(5000)) == [2000, 4000])
    }

    @Test func aGoodFrameResetsTheBackOff() {
        var supervisor = Self.streaming()
        #expect(Self.waits(&supervisor, 4, from: Self.start) == [250, 500, 1000, 2000])
        _ = supervisor.handle(.opened, now: Self.at(5000))
        _ = supervisor.handle(.frame, now: Self.at(5001))
        #expect(supervisor.fault == nil)
        #expect(Self.waits(&supervisor, 2, from: Self.at(5002)) == [250, 500])
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
        #expect(Self.waits(&supervisor, 2, from: Self.at(20_003)) == [250, 500])
    }

    @Test func aCameraThatAppearsCutsTheBackOffShort() {
        var supervisor = Self.streaming()
        _ = Self.waits(&supervisor, 6, from: Self.start)
        _ = supervisor.handle(.failed(.missing), now: Self.at(20_000))
        #expect(supervisor.handle(.appeared, now: Self.at(20_010)) == .open)
        #expect(supervisor.state == .opening(since: Self.at(20_010)))
        #expect(supervisor.deadline == nil, "opening may take its time")
    }

    @Test func silenceIsAFailure() {
        var supervisor = Self.streaming()
        _ = supervisor.handle(.frame, now: Self.at(500))
        #expect(supervisor.deadline == Self.at(2500))
        #expect(supervisor.expire(now: Self.at(2499)) == .nothing)
        #expect(supervisor.expire(now: Self.at(2500)) == .close)
        #expect(supervisor.state == .recovering(until: Self.at(2750)))
        if case .silent = supervisor.fault {} else { Issue.record("the fault is that it is silent") }
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
    }

    @Test func noTimeChangesIdleAndPaused() {
        var supervisor = Supervisor(frameTimeout: .seconds(2))
        #expect(supervisor.deadline == nil)
        #expect(supervisor.expire(now: Self.at(1_000_000)) == .nothing)
        _ = supervisor.handle(.pause, now: Self.start)
        #expect(supervisor.deadline == nil)
        #expect(supervisor.expire(now: Self.at(1_000_000)) == .nothing)
    }

    @Test(arguments: [
        (CameraFault.missing, "/dev/video9 is not there: plug it in, or see what `martlet probe` lists"),
        (.busy, "/dev/video9 is in use by another program: close that one (`fuser -v /dev/video9` names it)"),
        (.noPermission, "/dev/video9 may not be opened by this user: add it to group video, then log in again"),
        (.notACamera, "/dev/video9 is not a video capture device: see what `martlet probe` lists"),
        (.noUsableFormat, "/dev/video9 has no format that can be used: see what `martlet probe` lists"),
        (.failed(call: "VIDIOC_STREAMON", code: 5), "/dev/video9 failed: VIDIOC_STREAMON gave error 5"),
    ])
    func aFaultIsASentence(_ fault: CameraFault, _ sentence: String) {
        #expect(fault.sentence(camera: "/dev/video9") == sentence)
    }
}
