import Testing

@testable import Appliance

@Suite("Several requests on one connection")
struct ConversationTests {
    private static let health = Reply.line("200 OK", "ok")
    private static let lost = Reply.line("404 Not Found", "there is no such page: the picture is at /")

    private static func closing(_ reply: Reply) -> Reply {
        var reply = reply
        reply.keepsAlive = false
        return reply
    }

    private static let get = request("GET", "/healthz")
    private static let exchanges = [
        Exchange("two, pipelined", get + get, health, health),
        Exchange(
            "three of different kinds", get + request("GET", "/no") + request("HEAD", "/no"), health, lost,
            lost.headOnly),
        Exchange(
            "after a refusal with content", request("PUT", "/healthz", body: "GET / HTTP/1.1") + get,
            Reply.line("405 Method Not Allowed", "this takes GET, HEAD", fields: "Allow: GET, HEAD\r\n"), health),
        Exchange(
            "after a bad parameter", request("GET", "/stream?fps=x") + get,
            Reply.line("400 Bad Request", "fps takes a number from 0 to 1000000"), health),
        Exchange("empty lines between", "\r\n" + get + "\r\n\r\n" + get + "\r\n", health, health),
        Exchange("close ends it", request("GET", "/healthz", "Connection: close\r\n") + get, closing(health)),
        Exchange("HTTP/1.0 ends it", "GET /healthz HTTP/1.0\r\n\r\n" + get, closing(health)),
        Exchange(
            "HTTP/1.0 that stays", "GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + get, health, health),
        Exchange(
            "a bad request ends it", get + "GET\r\n\r\n" + get, health,
            Reply.line("400 Bad Request", "the request line must be: method, target, HTTP version", keepsAlive: false)),
        Exchange(
            "off, and told so", request("PUT", "/streaming", body: "off") + request("GET", "/snapshot"),
            Reply.line("200 OK", "off"),
            Reply.line("503 Service Unavailable", "paused: nobody is looking until it is resumed")),
    ]

    @Test(arguments: exchanges)
    func answeredInOrder(_ exchange: Exchange) {
        exchange.check(at: {
            let bench = Bench()
            bench.server.isSourcePresent = true
            return bench
        })
    }

    @Test func snapshotsKeepTheirPlace() {
        let picture = SampleJPEG.picture(number: 1)
        let snapshot = Reply(
            type: "image/jpeg", length: picture.count,
            fields: "X-Timestamp: 1763838413.123456\r\nX-Age: 0.000\r\nX-Sequence: 1\r\n", body: picture)
        let requests = Self.get + request("GET", "/snapshot") + Self.get + request("HEAD", "/snapshot") + Self.get
        Exchange(
            "snapshots between", requests, Self.health, snapshot, Self.health, snapshot.headOnly, Self.health
        ).check(at: { Bench.streaming { $0.settle = .milliseconds(0) } }, after: { $0.publish(picture) })
    }

    @Test func nothingIsReadWhileAnAnswerIsOnItsWay() {
        let bench = Bench(page: String(repeating: "x", count: 100_000))
        guard let peer = bench.connect() else { return }
        peer.send(request("GET", "/"))
        peer.send(String(repeating: request("GET", "/"), count: 1000))
        #expect(!peer.connection.interest.reading)
        #expect(peer.connection.interest.writing)
        #expect(peer.connection.outgoing.remaining < 101_000, "one answer at a time is held in memory")
        for _ in 0..<3 {
            peer.take(90_000)
            #expect(peer.connection.outgoing.remaining < 101_000)
        }
    }

    @Test func whatFollowsALastRequestIsPassedOver() {
        let bench = Bench()
        guard let peer = bench.connect() else { return }
        peer.send(request("GET", "/healthz", "Connection: close\r\n"))
        peer.take()
        let answer = peer.received
        for _ in 0..<100 {
            peer.send([UInt8](repeating: UInt8(ascii: "x"), count: 4096))
            peer.take()
        }
        #expect(peer.received == answer)
        #expect(peer.connection.parser.isEmpty, "what is passed over takes no memory")
    }
}
