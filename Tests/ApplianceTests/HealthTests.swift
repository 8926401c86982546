import Testing

@testable import Appliance

@Suite("/healthz")
struct HealthTests {
    private static let ok = Reply.line("200 OK", "ok")

    private func check(_ bench: Bench, _ reply: Reply, _ place: SourceLocation = #_sourceLocation) {
        #expect(bench.ask(request("GET", "/healthz")) == reply.text, sourceLocation: place)
        #expect(bench.ask(request("HEAD", "/healthz")) == reply.headOnly.text, sourceLocation: place)
    }

    private func unwell(_ line: String) -> Reply {
        .line("503 Service Unavailable", line)
    }

    @Test func idle() {
        let bench = Bench()
        check(bench, unwell("no camera is there: plug one in"))
        bench.server.isSourcePresent = true
        check(bench, Self.ok)
    }

    @Test func startingIsWellForTenSeconds() {
        let bench = Bench()
        bench.handle(.wanted)
        check(bench, Self.ok)
        bench.wait(milliseconds: 9999)
        check(bench, Self.ok)
        bench.wait(milliseconds: 1)
        check(bench, unwell("the camera is starting"))
        bench.open()
        check(bench, Self.ok)
    }

    @Test func paused() {
        let bench = Bench.streaming()
        bench.handle(.pause)
        check(bench, Self.ok)
    }

    @Test func aFaultHoldsUntilThereIsAGoodFrame() {
        let bench = Bench.streaming()
        bench.handle(.failed(.silent))
        let reply = unwell("/dev/video0 sends no pictures: it is started again")
        check(bench, reply)
        bench.open()
        check(bench, reply)
        bench.turn(after: 2000)
        check(bench, reply)
        bench.turn(after: 250)
        check(bench, reply)
        bench.open()
        check(bench, reply)
        bench.next(1)
        check(bench, Self.ok)
    }

    @Test(arguments: [
        (DeviceChoice.path(Array("/dev/video3".utf8)), "/dev/video3"), (.identity(Array("usb-9:X".utf8)), "usb-9:X"),
        (.camera, "the camera"), (.auto, "the camera"),
    ])
    func theCameraIsCalledWhatItWasAskedFor(_ device: DeviceChoice, _ name: String) {
        let bench = Bench { $0.device = device }
        bench.handle(.wanted)
        bench.handle(.failed(.silent))
        check(bench, unwell(name + " sends no pictures: it is started again"))
    }
}
