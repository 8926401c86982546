import Testing

@testable import Appliance

@Suite("The camera's controls over HTTP")
struct ControlsTests {
    private static func json(_ text: String) -> Reply {
        Reply(type: "application/json", length: text.utf8.count, body: Array(text.utf8))
    }

    private static let brightness =
        #"{"name":"brightness","title":"Brightness","type":"integer","minimum":-64,"maximum":64,"step":1,"default":0,"#
        + #""value":3,"read_only":false,"inactive":false}"#
    private static let frequency =
        #"{"name":"power_line_frequency","title":"Power Line Frequency","type":"menu","minimum":0,"maximum":3,"step":1,"#
        + #""default":1,"value":2,"read_only":false,"inactive":false,"items":[{"number":0,"name":"Disabled"},"#
        + #"{"number":1,"name":"50 Hz"},{"number":3,"name":"60"}]}"#
    private static let privacy =
        #"{"name":"privacy","title":"Privacy","type":"boolean","minimum":0,"maximum":1,"step":1,"default":0,"#
        + #""value":null,"read_only":true,"inactive":false}"#
    private static let exposure =
        #"{"name":"exposure","title":"Exposure","type":"integer","minimum":0,"maximum":255,"step":1,"default":0,"#
        + #""value":0,"read_only":false,"inactive":true}"#
    private static let mask =
        #"{"name":"bits","title":"Bits","type":"bitmask","minimum":0,"maximum":2147491840,"step":0,"#
        + #""default":2147491840,"value":0,"read_only":false,"inactive":false}"#

    @Test func list() {
        let controls = [Control.brightness, .frequency, .privacy, .exposure, .mask]
        let bench = ControlsBench(controls: controls)
        let text =
            "[\n" + [Self.brightness, Self.frequency, Self.privacy, Self.exposure, Self.mask].joined(separator: ",\n")
            + "]\n"
        #expect(bench.ask("GET", "/controls") == Self.json(text).text)
        #expect(bench.ask("HEAD", "/controls") == Self.json(text).headOnly.text)
        #expect(ControlsBench(controls: []).ask("GET", "/controls") == Self.json("[]\n").text)
        #expect(bench.set.isEmpty)
    }

    @Test func titlesAreEscaped() {
        let bench = ControlsBench(controls: [.sample(1, "A \"b\" \\\u{1}\u{1F}ö")])
        #expect(bench.ask("GET", "/controls/a_b").contains(#","title":"A \"b\" \\\u0001\u001f??","#))
        let whole = ControlsBench(controls: [.sample(1, "ö \"b\" \\")])
        #expect(whole.ask("GET", "/controls/b").contains(#","title":"ö \"b\" \\","#))
    }

    @Test(arguments: [
        ("brightness", "-64", 1, -64), ("brightness", " 64\r\n", 1, 64), ("zoom_absolute", "120", 2, 120),
        ("white_balance_automatic", "off", 3, 0), ("power_line_frequency", "50 Hz", 4, 1), ("bits", "8192", 5, 8192),
        ("brightness", "3", 1, 3),
    ])
    func isSet(_ name: String, _ body: String, _ identifier: UInt32, _ value: Int) {
        let bench = ControlsBench()
        let answer = bench.ask("PUT", "/controls/" + name, body: body)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"))
        #expect(answer.contains("{\"name\":\"\(name)\"") && answer.contains("\"value\":\(value),"))
        #expect(bench.set == [ControlSetting(identifier: identifier, value: value)])
    }

    private static let refusals = [
        ("PUT", "brightness", "65", "400 Bad Request", "brightness takes a whole number from -64 to 64"),
        (
            "PUT", "zoom_absolute", "110", "400 Bad Request",
            "zoom_absolute takes a whole number from 100 to 500 in steps of 20"
        ),
        (
            "PUT", "power_line_frequency", "2", "400 Bad Request",
            "power_line_frequency takes one of 0 (Disabled), 1 (50 Hz), 3 (60)"
        ),
        ("PUT", "white_balance_automatic", "", "400 Bad Request", "white_balance_automatic takes on or off"),
        (
            "PUT", "white_balance_temperature", "4000", "409 Conflict",
            "white_balance_temperature has no effect just now: set white_balance_automatic to off first"
        ),
        (
            "PUT", "exposure", "1", "409 Conflict",
            "exposure has no effect just now: set power_line_frequency to 50 Hz first"
        ),
        ("DELETE", "hidden", "", "409 Conflict", "hidden has no effect just now: another control overrides it"),
        ("PUT", "privacy", "on", "409 Conflict", "privacy can only be read"),
        ("DELETE", "privacy", "", "409 Conflict", "privacy can only be read"),
    ]

    @Test(arguments: refusals)
    func isRefused(_ method: String, _ name: String, _ body: String, _ status: String, _ line: String) {
        let bench = ControlsBench()
        #expect(bench.ask(method, "/controls/" + name, body: body) == Reply.line(status, line).text)
        #expect(bench.set.isEmpty)
        #expect(bench.bench.server.counters.rejected == 1)
        #expect(bench.bench.server.controlMemory.settings.isEmpty)
    }

    @Test(
        arguments: ["GET", "HEAD", "PUT", "DELETE"], ["/controls/", "/controls/Brightness", "/controls/brightness/"])
    func unknown(_ method: String, _ target: String) {
        let bench = ControlsBench(controls: [.brightness, .zoom])
        let reply = Reply.line("404 Not Found", "there is no such control: there are brightness, zoom_absolute")
        #expect(
            bench.ask(method, target, body: method == "PUT" ? "1" : "")
                == (method == "HEAD" ? reply.headOnly : reply).text)
        let none = ControlsBench(controls: []).ask("GET", target)
        #expect(none == Reply.line("404 Not Found", "the camera has no controls").text)
    }

    @Test func oneIsReset() {
        let bench = ControlsBench()
        #expect(bench.ask("DELETE", "/controls/zoom_absolute").contains("\"value\":100,"))
        #expect(bench.set == [ControlSetting(identifier: 2, value: 100)])
    }

    @Test func allAreResetAndWhatThatHasFreedToo() {
        let bench = ControlsBench()
        let answer = bench.ask("DELETE", "/controls")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        // What is at its default already is let be; exposure, which the first round freed, is at its own too.
        // Numbers come before what may override them.
        #expect(bench.set.map(\.identifier) == [1, 2, 5, 4])
        bench.controls = [
            .frequency,
            .sample(7, "Exposure", value: 9) {
                $0.isInactive = true; $0.release = Control.exposure.release
            },
        ]
        _ = bench.ask("DELETE", "/controls")
        #expect(bench.set.suffix(2).map(\.identifier) == [4, 7], "in two rounds")
    }

    @Test func whatRefusesItsResetHoldsUpNoOther() {
        let bench = ControlsBench(controls: [
            .brightness, .frequency,
            .sample(7, "Exposure", value: 9) {
                $0.isInactive = true; $0.release = Control.exposure.release
            },
        ])
        let peer = bench.send("DELETE", "/controls")
        bench.bench.turn()
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now) == [])
        bench.finish([])
        let first = bench.bench.server.takeControlTask(now: bench.bench.now)
        #expect(first?.map(\.identifier) == [1, 4])
        bench.finish(first ?? [], refusing: 1)
        bench.turn()
        #expect(bench.set.map(\.identifier) == [4, 7], "what the first round has freed is reset too")
        peer.take()
        let line = "the camera refuses it: Device or resource busy (VIDIOC_S_CTRL)"
        #expect(peer.text == Reply.line("409 Conflict", line).text)
    }

    @Test func aDefaultThatIsNoneIsNotSet() {
        let bench = ControlsBench(controls: [.sample(1, "Odd", .menu, 0...1, initial: 1) { $0.items = [] }, .zoom])
        #expect(bench.ask("DELETE", "/controls").hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(bench.set.map(\.identifier) == [2])
    }

    @Test func aCameraThatKeepsItsOwnMindIsNotAskedForEver() {
        let bench = ControlsBench(controls: [.brightness])
        _ = bench.send("DELETE", "/controls")
        bench.bench.turn()
        for _ in 0..<2 {
            #expect(bench.bench.server.takeControlTask(now: bench.bench.now) != nil)
            bench.bench.server.controlsCame(bench.controls, nil, now: bench.bench.now)
        }
        #expect(bench.bench.server.takeControlTask(now: bench.bench.now) == nil)
    }

    @Test(arguments: [
        ("PUT", "/controls/brightness", "Origin: http://elsewhere\r\n"),
        ("DELETE", "/controls", "Sec-Fetch-Site: cross-site\r\n"),
        ("DELETE", "/controls/brightness", "Origin: null\r\n"),
    ])
    func anotherOriginChangesNothing(_ method: String, _ target: String, _ fields: String) {
        let bench = ControlsBench()
        let answer = bench.ask(method, target, fields, body: method == "PUT" ? "1" : "")
        #expect(answer == Reply.line("403 Forbidden", "a page of another origin may change nothing here").text)
        #expect(bench.tasks == 0)
    }

    @Test(arguments: [
        ("PUT", "/controls", "GET, HEAD, DELETE"), ("POST", "/controls", "GET, HEAD, DELETE"),
        ("POST", "/controls/brightness", "GET, HEAD, PUT, DELETE"), ("DELETE", "/controls.html", "GET, HEAD"),
        ("DELETE", "/state", "GET, HEAD"), ("DELETE", "/streaming", "PUT"),
    ])
    func otherMethods(_ method: String, _ target: String, _ allow: String) {
        let reply = Reply.line("405 Method Not Allowed", "this takes " + allow, fields: "Allow: \(allow)\r\n")
        #expect(ControlsBench().ask(method, target) == reply.text)
    }

    @Test func several() {
        let bench = ControlsBench()
        let peers = [
            bench.send("GET", "/controls"), bench.send("PUT", "/controls/brightness", body: "5"),
            bench.send("GET", "/controls/brightness"), bench.send("PUT", "/controls/brightness", body: "6"),
        ]
        bench.turn()
        for peer in peers {
            peer.take()
            #expect(peer.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
        #expect(bench.set.map(\.value) == [5, 6], "in the order in which they came")
        #expect(bench.tasks == 3, "what has just been listed is not listed again")
        _ = bench.ask("GET", "/controls")
        #expect(bench.tasks == 4, "but later it is")
    }
}
