import Testing

@testable import Appliance

@Suite("What Martlet answers to")
struct RouteTests {
    private static let page = "<!doctype html><title>Martlet</title>"
    private static let picture = SampleJPEG.picture(number: 1)

    private static let pageReply = Reply(
        type: "text/html; charset=utf-8", length: page.utf8.count,
        fields: "Content-Security-Policy: \(ContentSecurityPolicy.page)\r\n", body: Array(page.utf8))
    private static let controlsPageReply = Reply(
        type: "text/html; charset=utf-8", length: Bench.controlsPage.utf8.count,
        fields: "Content-Security-Policy: \(ContentSecurityPolicy.controlsPage)\r\n",
        body: Array(Bench.controlsPage.utf8))
    private static let streamReply = Reply(
        type: "multipart/x-mixed-replace; boundary=frame", keepsAlive: false, body: Array("--frame\r\n".utf8))
    private static let snapshotReply = Reply(
        type: "image/jpeg", length: picture.count,
        fields: "X-Timestamp: 1763838413.119456\r\nX-Age: 4.000\r\nX-Sequence: 1\r\n",
        body: picture)
    private static let health = Reply.line("200 OK", "ok")

    private static let gets: [(target: String, reply: Reply)] = [
        ("/", pageReply),
        ("/?", pageReply),
        ("/?action=", pageReply),
        ("/?action=streams", pageReply),
        ("/?utm=1", pageReply),
        ("http://martlet.local:8080/", pageReply),
        ("http://martlet.local:8080", pageReply),
        ("/stream", streamReply),
        ("/stream?", streamReply),
        ("/stream?fps=5&frames=2&seconds=1.5", streamReply),
        ("/%73tream", streamReply),
        ("/?action=stream", streamReply),
        ("/?a=b&action=stream&fps=3", streamReply),
        ("/axis-cgi/mjpg/video.cgi", streamReply),
        ("/axis-cgi/mjpg/video.cgi?nbrofframes=2&duration=3", streamReply),
        ("/snapshot", snapshotReply),
        ("/snapshot?max_age=4", snapshotReply),
        ("/snapshot.jpg", snapshotReply),
        ("/?action=snapshot", snapshotReply),
        ("/axis-cgi/jpg/image.cgi", snapshotReply),
        ("/axis-cgi/jpg/image.cgi?resolution=640x480", snapshotReply),
        ("/healthz", health),
        ("/controls.html", controlsPageReply),
    ]

    @Test(arguments: gets.map { Exchange("GET " + $0.target, request("GET", $0.target), $0.reply) })
    func get(_ exchange: Exchange) {
        exchange.check(at: Self.bench)
    }

    @Test(arguments: gets.map { Exchange("HEAD " + $0.target, request("HEAD", $0.target), $0.reply.headOnly) })
    func head(_ exchange: Exchange) {
        exchange.check(at: Self.bench)
    }

    @Test func videoFeed() {
        let padding = String(repeating: " ", count: 1022)
        let opening =
            Array("--frame\r\nContent-Type: image/jpeg\r\n\r\n".utf8)
            + [0xFF, 0xD8, 0xFF, 0xFE, 0x04, 0x40] + Array(padding.utf8)
        var reply = Self.streamReply
        #expect(Self.bench().ask(request("HEAD", "/video_feed")) == reply.headOnly.text)
        reply.body = opening
        Exchange("GET /video_feed", request("GET", "/video_feed"), reply).check(at: Self.bench)
    }

    @Test(arguments: [
        ("on", Supervisor.State.paused, Supervisor.Order.open), ("off", .idle, .close), (" off\t", .idle, .close),
    ])
    func switchesStreaming(_ body: String, _ before: Supervisor.State, _ order: Supervisor.Order) {
        let word = body.contains("on") ? "on" : "off"
        let exchange = Exchange(
            "PUT /streaming " + body, request("PUT", "/streaming", body: body), Reply.line("200 OK", word))
        var last: Bench?
        exchange.check(at: {
            let bench = Bench()
            if before == .paused { bench.handle(.pause) }
            last = bench
            return bench
        })
        #expect(last?.orders.last == order)
        #expect((last?.server.supervisor.state == .paused) == (word == "off"))
    }

    @Test func headOfStateTellsTheLengthOfItsContent() {
        let get = Self.bench().ask(request("GET", "/state"))
        let head = Self.bench().ask(request("HEAD", "/state"))
        #expect(get.hasPrefix(head))
        let content = get.dropFirst(head.count)
        #expect(head.contains("Content-Type: application/json\r\nContent-Length: \(content.utf8.count)\r\n"))
        #expect(content.hasPrefix("{\"version\":"))
    }

    @Test func headWatchesNothing() {
        let bench = Bench()
        _ = bench.ask(request("HEAD", "/stream"))
        #expect(!bench.server.isWatched)
        #expect(bench.server.viewers == 0)
    }

    /// A source that gave a good picture four milliseconds ago, which is not for those who look now.
    private static func bench() -> Bench {
        let bench = Bench(page: page) { $0.settle = .milliseconds(0) }
        bench.handle(.wanted)
        bench.wait(milliseconds: -4)
        bench.open(rateThousandths: 1_000_000)
        bench.publish(picture)
        bench.wait(milliseconds: 4)
        return bench
    }
}
