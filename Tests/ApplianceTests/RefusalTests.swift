import Testing

@testable import Appliance

@Suite("Requests that are refused")
struct RefusalTests {
    private static func refused(_ status: String, _ line: String) -> Reply {
        .line(status, line, keepsAlive: false)
    }

    private static func wrongMethod(_ allow: String) -> Reply {
        .line("405 Method Not Allowed", "this takes \(allow)", fields: "Allow: \(allow)\r\n")
    }

    private static let lost = Reply.line("404 Not Found", "there is no such page: the picture is at /")
    private static let foreign = Reply.line("403 Forbidden", "a page of another origin may change nothing here")
    private static let field = "a field must be: name, colon, value, with no space before the colon"

    private static let notFound = [
        "/nothing", "/stream/", "//stream", "/Stream", "/stream/x", "/video_feeds",
        "/%2e%2e/etc/passwd", "/snapshot.png", "/axis-cgi/", "/stream%3Ffps=1",
    ].map { Exchange("GET \($0)", request("GET", $0), lost) }

    private static let methods =
        [
            "/", "/stream", "/video_feed", "/snapshot", "/snapshot.jpg", "/state", "/metrics", "/healthz",
            "/?action=stream",
        ]
        .flatMap {
            [
                Exchange("PUT \($0)", request("PUT", $0, body: "x"), wrongMethod("GET, HEAD")),
                Exchange("POST \($0)", request("POST", $0, body: "x"), wrongMethod("GET, HEAD")),
            ]
        } + [
            Exchange("GET /streaming", request("GET", "/streaming"), wrongMethod("PUT")),
            Exchange("HEAD /streaming", request("HEAD", "/streaming"), wrongMethod("PUT").headOnly),
            Exchange("POST /streaming", request("POST", "/streaming", body: "off"), wrongMethod("PUT")),
            Exchange("POST nowhere", request("POST", "/nothing"), wrongMethod("GET, HEAD, PUT, DELETE")),
            Exchange("PUT nowhere", request("PUT", "/nothing"), lost),
            Exchange("OPTIONS *", request("OPTIONS", "*"), wrongMethod("GET, HEAD, PUT, DELETE")),
            Exchange("CONNECT", request("CONNECT", "martlet.local:80"), wrongMethod("GET, HEAD, PUT, DELETE")),
            Exchange("a lower-case method", request("get", "/"), wrongMethod("GET, HEAD")),
        ]

    private static let origins = [
        "Origin: http://evil.example\r\n", "Origin: http://martlet.local\r\n", "Origin: http://martlet.local:80800\r\n",
        "Origin: null\r\n", "Origin: \r\n", "Origin: martlet.local:8080\r\n", "Origin: file://martlet.local:8080\r\n",
        "Origin: http://martlet.local:8080.evil.example\r\n", "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n", "Sec-Fetch-Site: cross-site\r\nOrigin: http://martlet.local:8080\r\n",
        "Sec-Fetch-Site: same-origin\r\nOrigin: http://evil.example\r\n",
    ].map { Exchange($0, request("PUT", "/streaming", $0, body: "off"), foreign) }

    private static let bad = [
        Exchange("no word", request("PUT", "/streaming"), .line("400 Bad Request", "/streaming takes: on or off")),
        Exchange(
            "another word", request("PUT", "/streaming", body: "maybe"),
            .line("400 Bad Request", "/streaming takes: on or off")),
        Exchange(
            "no target", "GET\r\n\r\n",
            refused("400 Bad Request", "the request line must be: method, target, HTTP version")),
        Exchange(
            "no Host", "GET / HTTP/1.1\r\n\r\n",
            refused("400 Bad Request", "an HTTP/1.1 request must have one Host field")),
        Exchange("a folded field", "GET / HTTP/1.1\r\nHost: h\r\n x\r\n\r\n", refused("400 Bad Request", field)),
        Exchange(
            "chunks", request("PUT", "/streaming", "Transfer-Encoding: chunked\r\n"),
            refused("411 Length Required", "content must come with a Content-Length")),
        Exchange(
            "much content", request("PUT", "/streaming", "Content-Length: 1025\r\n"),
            refused("413 Content Too Large", "the content is too large")),
        Exchange(
            "waits for 100", request("PUT", "/streaming", "Expect: 100-continue\r\n", body: "on"),
            refused("417 Expectation Failed", "send the content at once, without Expect")),
        Exchange(
            "HTTP/2", "PRI * HTTP/2.0\r\n\r\n",
            refused("505 HTTP Version Not Supported", "only HTTP/1.1 and HTTP/1.0 are spoken here")),
        Exchange(
            "TLS", "\u{16}\u{3}\u{1}\u{2}\n",
            refused("400 Bad Request", "lines must end in CR LF")),
    ]

    @Test(arguments: notFound + methods + origins + bad)
    func isRefused(_ exchange: Exchange) {
        exchange.check(at: { Bench() })
    }

    @Test(arguments: ["off", "on"])
    func aForeignPageChangesNothing(_ word: String) {
        let bench = Bench.streaming()
        if word == "on" { bench.handle(.pause) }
        let before = (bench.server.supervisor.state, bench.orders)
        _ = bench.ask(request("PUT", "/streaming", "Origin: http://evil.example\r\n", body: word))
        #expect(bench.server.supervisor.state == before.0)
        #expect(bench.orders == before.1)
    }

    @Test(arguments: [
        "/", "/stream", "/snapshot", "/state", "/metrics", "/healthz", "/streaming", "/?action=off", "/streaming?off",
    ])
    func nothingChangesByGet(_ target: String) {
        let bench = Bench.streaming()
        _ = bench.ask(request("GET", target))
        if case .streaming = bench.server.supervisor.state {} else { Issue.record("GET \(target) changed the state") }
        #expect(bench.orders.isEmpty)
    }

    @Test func refusalsAreCounted() {
        let bench = Bench()
        for target in ["/nothing", "/stream?fps=x", "/streaming"] { _ = bench.ask(request("GET", target)) }
        _ = bench.ask("GET\r\n\r\n")
        #expect(bench.server.counters.rejected == 4)
        _ = bench.ask(request("GET", "/"))
        #expect(bench.server.counters.rejected == 4)
        #expect(bench.server.counters.connections == 5)
    }
}
