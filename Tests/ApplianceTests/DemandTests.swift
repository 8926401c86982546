import Testing

@testable import Appliance

@Suite("When the camera is open")
struct DemandTests {
    @Test func firstViewerOpensIt() {
        let bench = Bench()
        bench.turn()
        #expect(bench.orders.isEmpty)
        _ = bench.watch()
        bench.turn()
        #expect(bench.orders == [.open])
        bench.turn()
        #expect(bench.orders == [.open], "once")
    }

    @Test func closesWhenNobodyHasWatchedForLongEnough() {
        let bench = Bench.streaming { $0.frameTimeout = .seconds(60) }
        let peer = bench.watch()
        bench.turn(after: 50_000)
        peer.leave()
        bench.turn(after: 1)
        #expect(bench.millisecondsToDeadline == 10_000 - 1, "the frame's timeout is nearer than the idle close")
        bench.publish(SampleJPEG.picture(number: 1))
        #expect(bench.millisecondsToDeadline == 29_999)
        bench.turn(after: 29_998)
        #expect(bench.orders.isEmpty)
        bench.turn(after: 1)
        #expect(bench.orders == [.close])
        #expect(bench.server.supervisor.state == .idle)
        #expect(bench.server.format == nil)
        #expect(bench.server.deadline == nil, "an idle Martlet waits for nothing")
    }

    @Test func aViewerInTimeKeepsItOpen() {
        let bench = Bench.streaming { $0.frameTimeout = .seconds(600) }
        bench.turn(after: 29_999)
        let peer = bench.watch()
        bench.turn(after: 60_000)
        peer.leave()
        bench.turn(after: 29_999)
        #expect(bench.orders.isEmpty)
    }

    @Test func noughtKeepsItOpen() {
        let bench = Bench {
            $0.idleClose = .seconds(0)
            $0.frameTimeout = .seconds(100_000)
        }
        bench.turn()
        #expect(bench.orders == [.open], "it is opened without anybody")
        bench.open()
        bench.turn(after: 3_600_000)
        #expect(bench.orders == [.open])
    }

    @Test func whoNeverFindsACameraGivesUpWaitingWhenNobodyWatches() {
        let bench = Bench { $0.device = .camera }
        bench.handle(.wanted)
        bench.handle(.failed(.missing))
        for _ in 0..<200 where bench.server.supervisor.state != .idle {
            bench.turn(after: 250)
            bench.handle(.failed(.missing))
        }
        #expect(bench.server.supervisor.state == .idle)
        #expect(bench.orders.last == .close)
        #expect(bench.server.deadline == nil)
    }

    @Test func resumingLooksForAWhile() {
        let bench = Bench.streaming { $0.frameTimeout = .seconds(600) }
        bench.handle(.pause)
        bench.turn(after: 1_000_000)
        bench.handle(.resume)
        bench.open()
        bench.turn(after: 29_999)
        #expect(bench.orders == [.close, .open])
        bench.turn(after: 1)
        #expect(bench.orders == [.close, .open, .close])
    }

    @Test func openingThatEndsAfterAPauseIsClosed() {
        let bench = Bench()
        bench.handle(.wanted)
        bench.handle(.pause)
        bench.open()
        #expect(bench.orders == [.open, .close, .close])
        #expect(bench.server.supervisor.state == .paused)
        #expect(bench.server.format == nil)
    }

    @Test(arguments: [
        (DeviceChoice.auto, true), (.camera, false), (.pattern, true), (.path(Array("/dev/video7".utf8)), true),
        (.identity(Array("usb-9:X".utf8)), true),
    ])
    func givesUpOnlyAtACameraThatWasNamedAndNeverThere(_ device: DeviceChoice, _ givesUp: Bool) {
        let bench = Bench { $0.device = device }
        #expect(!bench.server.givesUp)
        bench.handle(.wanted)
        #expect(bench.server.givesUp == givesUp)
        bench.open()
        bench.handle(.failed(.unplugged))
        #expect(!bench.server.givesUp)
        bench.turn(after: 250)
        #expect(bench.server.supervisor.state == .opening(since: bench.now.instant))
        #expect(!bench.server.givesUp, "one that was there once is waited for")
    }

    @Test func anOutageIsTheTimeFromFrameToFrame() {
        let bench = Bench.streaming()
        bench.publish(SampleJPEG.picture(number: 1))
        #expect(bench.server.lastOutage == nil, "there was none before")
        bench.wait(milliseconds: 2000)
        bench.handle(.failed(.silent))
        bench.wait(milliseconds: 40)
        bench.open()
        bench.publish(SampleJPEG.picture(number: 2))
        #expect(bench.server.lastOutage == .milliseconds(2040))
        // What nobody wanted was no outage.
        bench.handle(.unwanted)
        bench.wait(milliseconds: 3_600_000)
        bench.handle(.wanted)
        bench.wait(milliseconds: 40)
        bench.open()
        bench.publish(SampleJPEG.picture(number: 3))
        #expect(bench.server.lastOutage == nil)
    }

    @Test func aSilentCameraIsTriedAgainAndAgain() {
        let bench = Bench.streaming()
        _ = bench.watch()
        bench.turn(after: 2000)
        #expect(bench.orders == [.restart])
        #expect(bench.server.newest == nil)
        bench.open()
        bench.turn(after: 2000)
        #expect(bench.orders == [.restart, .close])
        bench.turn(after: 249)
        #expect(bench.orders == [.restart, .close])
        bench.turn(after: 1)
        #expect(bench.orders == [.restart, .close, .open])
        bench.open()
        bench.turn(after: 2000)
        bench.turn(after: 250)
        #expect(bench.orders == [.restart, .close, .open, .close, .reset])
        let counters = bench.server.counters
        #expect(counters.restarts == 1 && counters.opens == 3)
        #expect(counters.resets == 0, "it was ordered; that it was done is the loop's to count")
    }
}
