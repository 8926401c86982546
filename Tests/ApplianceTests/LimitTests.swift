import Testing

@testable import Appliance

@Suite("Limits, each exactly reached and exceeded by one")
struct LimitTests {
    /// A request whose head is exactly so long.
    private static func head(bytes: Int, target: String = "/healthz") -> String {
        let bare = request("GET", target, "X: \r\n")
        return request("GET", target, "X: " + String(repeating: "x", count: bytes - bare.utf8.count) + "\r\n")
    }

    /// A target of exactly so many bytes.
    private static func target(bytes: Int) -> String {
        "/healthz?" + String(repeating: "x", count: bytes - 9)
    }

    private static func bench() -> Bench {
        let bench = Bench { $0.headBytes = 600 }
        bench.server.isSourcePresent = true
        return bench
    }

    private static let fields = Reply.line(
        "431 Request Header Fields Too Large", "the request's head is too large", keepsAlive: false)
    private static let longTarget = Reply.line("414 URI Too Long", "the request target is too long", keepsAlive: false)
    private static let longLine = Reply.line("414 URI Too Long", "the request line is too long", keepsAlive: false)

    @Test(arguments: [
        Exchange("the longest head", head(bytes: 600), .line("200 OK", "ok")),
        Exchange("a byte more", head(bytes: 601), fields),
        Exchange("the longest target", request("GET", target(bytes: 300)), .line("200 OK", "ok")),
        Exchange("a byte more in the target", request("GET", target(bytes: 301)), longTarget),
        Exchange("a line without an end", String(repeating: "x", count: 600), longLine),
        Exchange("fields without an end", "GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 98), fields),
    ])
    func heads(_ exchange: Exchange) {
        exchange.check(at: Self.bench)
    }

    @Test func contentOfExactlyTheLimit() {
        let body = "off" + String(repeating: " ", count: 1021)
        Exchange("1024 bytes", request("PUT", "/streaming", body: body), .line("200 OK", "off")).check(at: { Bench() })
    }

    @Test func connections() {
        let bench = Bench { $0.connections = 3 }
        let peers = (0..<3).compactMap { _ in bench.connect() }
        #expect(peers.count == 3)
        #expect(bench.connect() == nil)
        #expect(bench.server.counters.connections == 3)
        #expect(bench.server.counters.rejected == 1)
        peers[1].leave()
        bench.turn()
        #expect(bench.connect() != nil)
        #expect(bench.connect() == nil)
    }

    @Test func whoHasNoPlaceIsTold() {
        let reply = Reply.line("503 Service Unavailable", "too many connections: try again later", keepsAlive: false)
        #expect(Server.refusal == reply.bytes)
    }

    @Test func viewers() {
        let bench = Bench { $0.viewers = 2 }
        let reply = Reply.line("503 Service Unavailable", "too many viewers: try again later")
        let peers = [bench.watch(), bench.watch("/video_feed")]
        #expect(bench.ask(request("GET", "/stream")) == reply.text)
        #expect(bench.ask(request("GET", "/video_feed")) == reply.text)
        #expect(bench.ask(request("HEAD", "/stream")).hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(bench.server.viewers == 2)
        peers[0].leave()
        #expect(bench.ask(request("GET", "/stream")).hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(bench.ask(request("GET", "/stream")) == reply.text)
    }

    @Test func acceptedConnectionsAreNumberedInOrder() {
        let bench = Bench()
        #expect((1...3).compactMap { _ in bench.connect()?.connection.number } == [1, 2, 3])
    }

    @Test func aRequestThatNeverEndsTakesNoMoreThanItsLimit() {
        let bench = Self.bench()
        guard let peer = bench.connect() else { return }
        for _ in 0..<599 { peer.send("x") }
        #expect(peer.connection.interest.reading)
        peer.send("x")
        #expect(!peer.connection.interest.reading, "what is refused is not read on")
    }
}
