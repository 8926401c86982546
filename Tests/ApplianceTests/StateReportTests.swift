import Foundation
import Testing

@testable import Appliance

@Suite("/state")
struct StateReportTests {
    private typealias Object = [String: Any]

    /// What `/state` tells, read by a parser of somebody else's.
    private func state(_ bench: Bench) throws -> Object {
        let answer = bench.ask(request("GET", "/state"))
        let content = try #require(answer.range(of: "\r\n\r\n")).upperBound
        return try #require(try JSONSerialization.jsonObject(with: Data(answer[content...].utf8)) as? Object)
    }

    private static let keys = [
        "version", "now", "uptime", "state", "reason", "camera", "format", "first_frame_ms", "sequence", "counters",
        "viewers", "name", "open", "notes",
    ]

    @Test func keysOfAnIdleMartlet() throws {
        let bench = Bench()
        bench.wait(milliseconds: 12_345)
        let state = try state(bench)
        #expect(Set(state.keys) == Set(Self.keys))
        #expect(state["version"] as? String == Version.text)
        #expect(state["now"] as? Double == 1_763_838_425.468456)
        #expect(state["uptime"] as? Double == 12.345)
        #expect(state["state"] as? String == "idle")
        #expect(state["reason"] as? String == "")
        #expect(state["camera"] is NSNull)
        #expect(state["format"] is NSNull)
        #expect(state["sequence"] as? Int == 0)
        #expect((state["viewers"] as? [Object])?.isEmpty == true)
        var counters = try #require(state["counters"] as? [String: Any])
        let faults = try #require(counters.removeValue(forKey: "faults") as? [String: Int])
        #expect(faults == Dictionary(uniqueKeysWithValues: FaultCounts().named.map { ($0.name, 0) }))
        #expect(
            counters as? [String: Int] == [
                "captured": 0, "repaired": 0, "dropped": 0, "damaged": 0, "encoded": 0, "encoding_ms": 0,
                "opens": 0, "restarts": 0, "resets": 0, "connections": 1, "stalled": 0, "denied": 0,
                "rejected": 0,
            ])
    }

    @Test func nameAndNotes() throws {
        let bench = Bench { $0.name = Array("Küche \"1\"".utf8) }
        #expect(try state(bench)["name"] as? String == "Küche \"1\"")
        #expect(try state(bench)["open"] as? Bool == true)
        #expect(try state(bench)["notes"] as? [String] == [], "on this machine alone nobody else can watch")
        bench.server.problems = ["martlet.txt line 3: wrong", "a\tb"].map { Array($0.utf8) }
        #expect(try state(bench)["notes"] as? [String] == ["martlet.txt line 3: wrong", "a\tb"])
        bench.server.isOnNetwork = true
        let notes = try #require(try state(bench)["notes"] as? [String])
        #expect(notes.count == 3)
        #expect(notes[0].hasPrefix("Everybody on this network can watch and pause: no password is set."))
    }

    @Test func sourceFormatAndViewers() throws {
        let bench = Bench.streaming()
        let viewers = [bench.watch(), bench.watch("/?action=stream")]
        for number in 1...31 {
            bench.next(number)
            if number != 5 { viewers[0].take() }
        }
        viewers[1].take(500)
        let state = try state(bench)
        #expect(state["state"] as? String == "streaming")
        #expect(state["sequence"] as? Int == 31)
        let camera = try #require(state["camera"] as? [String: String])
        #expect(camera == ["name": "Lab Camera", "identity": "usb-1:LAB0001", "path": "/dev/video0"])
        let format = try #require(state["format"] as? Object)
        #expect(Set(format.keys) == ["name", "width", "height", "rate", "encoded"])
        #expect(format["name"] as? String == "MJPG")
        #expect(format["width"] as? Int == 1280)
        #expect(format["height"] as? Int == 720)
        #expect(format["rate"] as? Double == 30)
        #expect(format["encoded"] as? Bool == false)
        let told = try #require(state["viewers"] as? [Object])
        #expect(told.map { $0["id"] as? Int } == [1, 2])
        #expect(told.map { $0["path"] as? String } == ["/stream", "/"])
        #expect(told.map { $0["peer"] as? String } == ["192.0.2.8:50000", "192.0.2.8:50000"])
        #expect(told.map { $0["frames"] as? Int } == [30, 1])
        #expect(told.map { $0["skipped"] as? Int } == [1, 0])
        #expect(told.map { $0["bytes"] as? Int } == viewers.map(\.received.count))
        #expect(told.map { $0["age_ms"] as? Double } == [0, 0])
        #expect(told.compactMap { $0["fps"] as? Double }.count == 2)
        #expect(
            Set(told.flatMap(\.keys)) == [
                "id", "peer", "path", "frames", "skipped", "fps", "age_ms", "bytes", "queue", "unread",
            ])
    }

    @Test func eachStateHasItsWordAndReason() throws {
        let bench = Bench()
        bench.handle(.wanted)
        #expect(try told(bench) == ["opening", "the camera is starting"])
        bench.open()
        #expect(try told(bench) == ["streaming", "the camera is starting"])
        bench.next(1)
        #expect(try told(bench) == ["streaming", ""])
        bench.handle(.failed(.unplugged))
        #expect(try told(bench) == ["recovering", "/dev/video0 was unplugged: plug it in again"])
        #expect(try state(bench)["format"] is NSNull)
        bench.turn(after: 250)
        #expect(try told(bench) == ["opening", "/dev/video0 was unplugged: plug it in again"])
        bench.open()
        #expect(try told(bench) == ["streaming", "/dev/video0 was unplugged: plug it in again"])
        bench.next(2)
        #expect(try told(bench) == ["streaming", ""])
        bench.handle(.pause)
        #expect(try told(bench) == ["paused", "paused: nobody is looking until it is resumed"])
        #expect(try state(bench)["sequence"] as? Int == 2, "the number does not go back when the camera is closed")
    }

    private func told(_ bench: Bench) throws -> [String?] {
        let state = try state(bench)
        return [state["state"] as? String, state["reason"] as? String]
    }

    @Test(arguments: [
        "plain", "", "\"quoted\"", "back\\slash", "tab\tand\nline\r", "\u{0}\u{1}\u{1F}\u{7F}",
        "Kamera für Küche ☕️ 📷",
        "</script>", "\u{2028}", "\\u0041",
    ])
    func oddNamesAreEscaped(_ name: String) throws {
        let bench = Bench()
        bench.handle(.wanted)
        bench.open(Source(name: name, identity: name, path: name))
        let camera = try #require(try state(bench)["camera"] as? [String: String])
        #expect(camera == ["name": name, "identity": name, "path": name])
    }

    @Test func countersAreTold() throws {
        let bench = Bench.streaming()
        bench.server.counters.repaired = 2
        bench.server.counters.dropped = 3
        bench.server.counters.damaged = 4
        bench.server.counters.encoded = 5
        bench.server.counters.encoding = Interval(nanoseconds: 12_345_678)
        bench.server.counters.stalled = 6
        bench.server.counters.denied = 7
        bench.next(1)
        _ = bench.ask(request("GET", "/nothing"))
        bench.handle(.failed(.silent))
        bench.handle(.failed(.unplugged))
        var counters = try #require(try state(bench)["counters"] as? [String: Any])
        let faults = try #require(counters.removeValue(forKey: "faults") as? [String: Int])
        #expect(faults.filter { $0.value > 0 } == ["silent": 1, "unplugged": 1])
        #expect(
            counters as? [String: Double] == [
                "captured": 1, "repaired": 2, "dropped": 3, "damaged": 4, "encoded": 5, "encoding_ms": 12.345,
                "opens": 1, "restarts": 1, "resets": 0, "connections": 2, "stalled": 6, "denied": 7,
                "rejected": 1,
            ])
    }
}
