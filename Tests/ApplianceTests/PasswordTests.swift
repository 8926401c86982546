import Testing

@testable import Appliance

/// What a server with a password answers, and when.
@Suite("The password")
struct PasswordTests {
    // `:right`, `somebody:right`, and wrong ones.
    private static let right = "Authorization: Basic OnJpZ2h0\r\n"
    private static let named = "Authorization: Basic c29tZWJvZHk6cmlnaHQ=\r\n"
    private static let wrong = ["OmE=", "OmI=", "OmM=", "OmQ=", "OmU=", "OmY="].map { "Authorization: Basic \($0)\r\n" }

    private static let challenge = "WWW-Authenticate: Basic realm=\"Martlet\", charset=\"UTF-8\"\r\n"
    private static let asked = Reply.line("401 Unauthorized", "this needs a password", fields: challenge)
    private static let denied = Reply.line("401 Unauthorized", "the password is not right", fields: challenge)
    private static let full = Reply.line(
        "503 Service Unavailable", "too many passwords are being checked: try again in a moment",
        fields: "Retry-After: 1\r\n")

    private static func bench() -> Bench {
        Bench(gate: PasswordGate(key: Array(0..<16)))
    }

    /// Checks the next password as the loop's thread would.
    @discardableResult
    private static func check(_ bench: Bench) -> String? {
        guard let password = bench.server.takePassword(now: bench.now) else { return nil }
        let text = String(decoding: password, as: UTF8.self)
        bench.server.passwordChecked(isRight: text == "right", now: bench.now).forEach(bench.note)
        return text
    }

    private static let routes = [
        "/", "/stream", "/video_feed", "/snapshot", "/state", "/metrics", "/log", "/nothing", "/?action=stream",
        "/axis-cgi/jpg/image.cgi", "/healthz/",
    ]

    @Test(arguments: routes)
    func everythingAsksForIt(_ target: String) {
        let bench = Self.bench()
        #expect(bench.ask(request("GET", target)) == Self.asked.text)
        #expect(bench.ask(request("HEAD", target)) == Self.asked.headOnly.text)
        #expect(bench.ask(request("GET", target, "Authorization: Bearer x\r\n")) == Self.denied.text)
        #expect(bench.ask(request("GET", target, "Authorization: Basic Og==\r\n")) == Self.denied.text, "an empty one")
        #expect(bench.server.takePassword(now: bench.now) == nil)
        #expect(bench.orders.isEmpty)
    }

    @Test func nothingIsChangedWithoutIt() {
        let bench = Self.bench()
        #expect(bench.ask(request("PUT", "/streaming", body: "off")) == Self.asked.text)
        #expect(bench.server.supervisor.state == .idle)
    }

    @Test func healthIsForEverybody() {
        let bench = Self.bench()
        bench.server.isSourcePresent = true
        #expect(bench.ask(request("GET", "/healthz")) == Reply.line("200 OK", "ok").text)
    }

    @Test func theRightOneIsLetInAndRemembered() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("PUT", "/streaming", Self.right, body: "off"))
        peer.take()
        #expect(peer.text == "", "it is being checked")
        #expect(bench.server.supervisor.state == .idle)
        #expect(Self.check(bench) == "right")
        peer.take()
        #expect(peer.text == Reply.line("200 OK", "off").text)
        #expect(bench.server.supervisor.state == .paused)
        // From now on nothing is checked; whoever names it is let in by whatever name.
        #expect(bench.ask(request("PUT", "/streaming", Self.named, body: "on")) == Reply.line("200 OK", "on").text)
        #expect(Self.check(bench) == nil)
    }

    @Test func aWrongOneIsTold() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("HEAD", "/state", Self.wrong[0]))
        #expect(Self.check(bench) == "a")
        peer.take()
        #expect(peer.text == Self.denied.headOnly.text)
        #expect(bench.server.counters.denied == 1)
        // The connection goes on.
        peer.send(request("GET", "/healthz"))
        peer.take()
        #expect(peer.text.hasSuffix("\r\n\r\nno camera is there: plug one in\n"))
    }

    @Test func whoComesWithTheSameWaitsForTheSame() throws {
        let bench = Self.bench()
        let peers = try (0..<20).map { _ in try #require(bench.connect()) }
        for peer in peers { peer.send(request("GET", "/log", Self.right)) }
        #expect(Self.check(bench) == "right")
        #expect(Self.check(bench) == nil)
        for peer in peers {
            peer.take()
            #expect(peer.text == Reply.line("404 Not Found", "there is no log here: --log-file names one").text)
        }
    }

    @Test func noMoreThanFourWait() throws {
        let bench = Self.bench()
        // The first one is being checked, four wait.
        let peers = try Self.wrong.map { _ in try #require(bench.connect()) }
        peers[0].send(request("GET", "/", Self.wrong[0]))
        let first = bench.server.takePassword(now: bench.now)
        #expect(bench.server.takePassword(now: bench.now) == nil, "one at a time")
        for number in 1...4 { peers[number].send(request("GET", "/", Self.wrong[number])) }
        peers[5].send(request("GET", "/", Self.wrong[5]))
        peers[5].take()
        #expect(peers[5].text == Self.full.text)
        #expect(peers[4].text == "")
        #expect(first == Array("a".utf8))
        _ = bench.server.passwordChecked(isRight: false, now: bench.now)
        // Guessing costs the guesser: the next one is looked at a quarter of a second later.
        for name in ["b", "c", "d", "e"] {
            bench.wait(milliseconds: 249)
            #expect(Self.check(bench) == nil)
            #expect(bench.server.deadline == bench.now.instant + .milliseconds(1))
            bench.wait(milliseconds: 1)
            #expect(Self.check(bench) == name)
        }
        #expect(bench.server.counters.denied == 5)
        bench.wait(milliseconds: 250)
        #expect(Self.check(bench) == nil)
    }

    @Test func theRightOneDoesNotDelayTheNext() throws {
        let bench = Self.bench()
        let peers = try (0..<2).map { _ in try #require(bench.connect()) }
        peers[0].send(request("GET", "/state", Self.right))
        peers[1].send(request("GET", "/state", Self.wrong[0]))
        #expect(Self.check(bench) == "right")
        #expect(Self.check(bench) == "a")
    }

    @Test func whoWaitsTooLongIsTold() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/state", Self.right))
        bench.turn(after: 9_999)
        peer.take()
        #expect(peer.text == "")
        bench.turn(after: 1)
        peer.take()
        #expect(peer.text.hasPrefix("HTTP/1.1 503 "))
        // What comes of it then is nobody's any more.
        #expect(Self.check(bench) == "right")
        peer.take()
        #expect(!peer.text.contains("HTTP/1.1 200"))
    }

    @Test func whoHasGoneIsNotAnswered() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("PUT", "/streaming", Self.right, body: "off"))
        bench.server.hangUp(peer.connection)
        #expect(Self.check(bench) == "right")
        #expect(bench.server.supervisor.state == .idle)
    }

    @Test func requestsBehindWaitTheirTurn() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/nothing", Self.right) + request("GET", "/healthz"))
        #expect(Self.check(bench) == "right")
        peer.take()
        #expect(peer.text.contains("HTTP/1.1 404 "))
        #expect(peer.text.hasSuffix("no camera is there: plug one in\n"))
    }

    @Test func anotherPasswordIsAskedForAnew() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/nothing", Self.right))
        #expect(Self.check(bench) == "right")
        peer.take()
        bench.server.passwordChanged(isShut: false)
        peer.send(request("GET", "/nothing", Self.right))
        // It is changed once more while it is being checked: what came of that no longer counts.
        let asked = bench.server.takePassword(now: bench.now)
        #expect(asked == Array("right".utf8))
        bench.server.passwordChanged(isShut: false)
        #expect(bench.server.passwordChecked(isRight: true, now: bench.now).isEmpty)
        peer.take()
        #expect(peer.text.components(separatedBy: "HTTP/1.1").count == 2)
        #expect(Self.check(bench) == "right")
        peer.take()
        #expect(peer.text.components(separatedBy: "HTTP/1.1 404").count == 3)
    }

    @Test func whereNoPasswordIsRightNobodyIsAskedForOne() throws {
        let bench = Bench(gate: PasswordGate(key: Array(0..<16), isShut: true))
        let peer = try #require(bench.connect())
        for target in ["/", "/stream", "/log", "/nothing"] {
            peer.send(request("GET", target, Self.right))
            #expect(bench.server.takePassword(now: bench.now) == nil)
            peer.take()
            #expect(peer.text.hasPrefix("HTTP/1.1 403 "), "\(target)")
            #expect(peer.text.hasSuffix("\r\n\r\n" + Server.nobodyMayWatch + "\n"))
            #expect(!peer.text.lowercased().contains("www-authenticate"))
        }
        bench.server.passwordChanged(isShut: false)
        peer.send(request("GET", "/nothing", Self.right))
        #expect(Self.check(bench) == "right")
        peer.take()
        #expect(peer.text.contains("HTTP/1.1 404 "))
        // One that waits while it is shut hears the same.
        bench.server.passwordChanged(isShut: false)
        peer.send(request("GET", "/nothing", Self.right))
        _ = bench.server.takePassword(now: bench.now)
        bench.server.passwordChanged(isShut: true)
        #expect(bench.server.passwordChecked(isRight: true, now: bench.now).isEmpty)
        _ = bench.server.takePassword(now: bench.now)
        #expect(bench.server.passwordChecked(isRight: false, now: bench.now).count == 0)
        #expect(String(decoding: peer.taken(), as: UTF8.self).hasPrefix("HTTP/1.1 403 "))
        peer.send(request("GET", "/nothing", Self.right))
        #expect(String(decoding: peer.taken(), as: UTF8.self).hasPrefix("HTTP/1.1 403 "))
    }

    @Test func stoppingEndsThoseWhoWait() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/", Self.right))
        bench.server.stop(now: bench.now)
        #expect(peer.connection.isEnded)
    }

    @Test func theLogIsForThoseWithThePassword() throws {
        let open = Bench()
        open.server.log = { Array("secret\n".utf8) }
        #expect(
            open.ask(request("GET", "/log"))
                == Reply.line("403 Forbidden", "the log is shown only where a password is set").text)
        let bench = Self.bench()
        bench.server.log = { Array("a line\nanother\n".utf8) }
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/log", Self.right))
        #expect(Self.check(bench) == "right")
        peer.take()
        #expect(peer.text == Reply.line("200 OK", "a line\nanother").text)
    }
}
