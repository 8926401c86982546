import Testing

@testable import Appliance

@Suite("Controls, and a camera that comes and goes")
struct ControlsLifeTests {
    private static func unavailable(_ line: String) -> String { Reply.line("503 Service Unavailable", line).text }

    @Test func anIdleCameraIsWoken() {
        let bench = ControlsBench(Bench())
        let peer = bench.send("GET", "/controls")
        #expect(bench.bench.orders == [.open])
        #expect(bench.bench.server.isWatched)
        bench.bench.open()
        bench.turn()
        peer.take()
        #expect(peer.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(!bench.bench.server.isWatched)
    }

    @Test func thePatternHasNone() {
        let line =
            "the test pattern has no controls: plug a camera in, and start Martlet again without --device pattern"
        let idle = ControlsBench(Bench())
        let peer = idle.send("GET", "/controls")
        idle.bench.open(.pattern)
        idle.bench.turn()
        peer.take()
        #expect(peer.text == Reply.line("409 Conflict", line).text)
        #expect(idle.ask("PUT", "/controls/brightness", body: "1") == Reply.line("409 Conflict", line).text)
        #expect(idle.ask("HEAD", "/controls") == Reply.line("409 Conflict", line).headOnly.text)
    }

    @Test func refusedWhilePausedOrLost() {
        let bench = ControlsBench()
        let waiting = bench.send("GET", "/controls")
        bench.bench.handle(.pause)
        #expect(bench.ask("DELETE", "/controls") == Self.unavailable("paused: nobody is looking until it is resumed"))
        waiting.take()
        #expect(waiting.text == Self.unavailable("paused: nobody is looking until it is resumed"))
        let lost = ControlsBench()
        lost.bench.handle(.failed(.unplugged))
        #expect(lost.ask("GET", "/controls") == Self.unavailable("/dev/video0 was unplugged: plug it in again"))
    }

    @Test func tooLate() {
        let bench = Bench.streaming {
            $0.snapshotTime = .seconds(3); $0.frameTimeout = .seconds(60)
        }
        bench.handle(.frame)
        let peer = ControlsBench(bench).send("GET", "/controls")
        bench.turn(after: 2999)
        #expect(peer.taken().isEmpty)
        bench.turn(after: 1)
        peer.take()
        #expect(peer.text == Self.unavailable("the camera's controls did not come in time"))
    }

    @Test func whatTheCameraSaysToIt() {
        let bench = ControlsBench()
        let peers = [bench.send("PUT", "/controls/brightness", body: "5"), bench.send("GET", "/controls")]
        bench.bench.turn()
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now) == [])
        bench.finish([])
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now)?.map(\.value) == [5])
        bench.fault = ControlFault(isRefusal: true, words: "Permission denied (VIDIOC_S_CTRL)")
        bench.finish([])
        bench.turn()
        for peer in peers { peer.take() }
        let refusal = "the camera refuses it: Permission denied (VIDIOC_S_CTRL)"
        #expect(peers[0].text == Reply.line("409 Conflict", refusal).text)
        #expect(peers[1].text.hasPrefix("HTTP/1.1 200 OK\r\n"), "who only asks is told")
        #expect(bench.bench.server.controlMemory.settings.isEmpty)
    }

    @Test func aCameraThatIsSilentIsNotAskedForEachAnew() {
        let bench = ControlsBench()
        bench.fault = ControlFault(isRefusal: false, words: "Connection timed out (VIDIOC_G_CTRL)")
        let peers = (0..<3).map { _ in bench.send("GET", "/controls") }
        bench.turn()
        for peer in peers {
            peer.take()
            #expect(peer.text == Self.unavailable("the camera does not answer: Connection timed out (VIDIOC_G_CTRL)"))
        }
        #expect(bench.tasks == 1)
        // Who comes later is not told that there are none.
        bench.bench.server.controlsCame([], ControlFault(isRefusal: false, words: ""), now: bench.bench.now)
        _ = bench.send("GET", "/controls")
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now) == [], "it is asked again")
    }

    @Test func whoLeavesIsForgottenAndWhatHeSetIsNot() throws {
        let bench = ControlsBench()
        let peer = bench.send("PUT", "/controls/brightness", body: "5")
        bench.bench.turn()
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now) == [])
        bench.finish([])
        let task = bench.bench.server.takeControlTask(now: bench.bench.now)
        let settings = try #require(task)
        #expect(settings.map(\.value) == [5])
        peer.leave()
        bench.finish(settings)
        #expect(bench.bench.server.controlMemory.settings == settings)
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now) == nil)
    }

    @Test func aListIsNotKeptOverAnOpening() {
        let bench = ControlsBench()
        _ = bench.send("PUT", "/controls/brightness", body: "5")
        bench.bench.turn()
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now) == [])
        bench.finish([])
        bench.bench.handle(.failed(.silent))
        bench.bench.turn(after: 250)
        bench.bench.open()
        bench.bench.handle(.frame)
        _ = bench.send("PUT", "/controls/brightness", body: "6")
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now) == [], "listed first")
        // Nor is one that was under way while the settings were read again.
        bench.finish([])
        bench.bench.open()
        bench.bench.handle(.frame)
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now) == [], "listed first")
    }

    @Test func whatIsSetIsRememberedInTheOrderInWhichItCanBeSet() {
        let bench = ControlsBench()
        for (name, value) in [
            ("white_balance_automatic", "off"), ("white_balance_temperature", "4000"), ("brightness", "9"),
            ("white_balance_automatic", "on"), ("white_balance_automatic", "off"),
        ] {
            #expect(bench.ask("PUT", "/controls/" + name, body: value).hasPrefix("HTTP/1.1 200"))
        }
        let memory = bench.bench.server.controlMemory
        #expect(memory.identity == Array("usb-1:LAB0001".utf8))
        #expect(memory.settings.map(\.identifier) == [3, 6, 1])
        #expect(memory.settings.map(\.value) == [0, 4000, 9])
        _ = bench.ask("DELETE", "/controls/white_balance_automatic")
        _ = bench.ask("PUT", "/controls/white_balance_automatic", body: "off")
        #expect(
            bench.bench.server.controlMemory.settings.map(\.identifier) == [3, 6, 1], "the switch before the number")
        _ = bench.ask("DELETE", "/controls/white_balance_temperature")
        #expect(bench.bench.server.controlMemory.settings.map(\.identifier) == [3, 1])
        // One that is inactive is not reset, and does not come back all the same.
        _ = bench.ask("PUT", "/controls/white_balance_temperature", body: "5000")
        _ = bench.ask("PUT", "/controls/white_balance_automatic", body: "on")
        _ = bench.ask("DELETE", "/controls")
        #expect(bench.bench.server.controlMemory.settings.isEmpty)
    }

    @Test func anotherCameraIsNotSetToWhatThisOneWas() {
        let bench = ControlsBench()
        _ = bench.ask("PUT", "/controls/brightness", body: "9")
        bench.bench.handle(.failed(.unplugged))
        bench.bench.turn(after: 250)
        bench.bench.open(Source(name: "Other", identity: "usb-2:X", path: "/dev/video1"))
        bench.bench.handle(.frame)
        #expect(bench.bench.server.controlMemory.identity == Array("usb-1:LAB0001".utf8), "it may come back")
        _ = bench.ask("PUT", "/controls/brightness", body: "8")
        #expect(bench.bench.server.controlMemory.identity == Array("usb-2:X".utf8))
        #expect(bench.bench.server.controlMemory.settings == [ControlSetting(identifier: 1, value: 8)])
    }
}
