import Testing

@testable import Appliance

@Suite("Deadlines: nothing early, nothing late")
struct DeadlineTests {
    private static func bench() -> Bench {
        Bench {
            $0.headTime = .seconds(3)
            $0.keepAliveTime = .seconds(7)
            $0.stallTime = .seconds(5)
        }
    }

    /// Lets time pass until just before a deadline, and then over it; the deadline must be where it is said to be.
    private func expectEnd(
        _ bench: Bench, _ peer: Peer, after milliseconds: Int, _ place: SourceLocation = #_sourceLocation
    ) {
        #expect(bench.millisecondsToDeadline == milliseconds, sourceLocation: place)
        bench.turn(after: milliseconds - 1)
        #expect(!peer.connection.isEnded, "too early", sourceLocation: place)
        bench.turn(after: 1)
        #expect(peer.connection.isEnded, "too late", sourceLocation: place)
        #expect(bench.server.connections.isEmpty, sourceLocation: place)
    }

    @Test func whoSaysNothingIsClosedWithoutAWord() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        expectEnd(bench, peer, after: 3000)
        #expect(peer.received.isEmpty)
        #expect(bench.server.counters.stalled == 0)
    }

    @Test func headThatDoesNotEnd() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        bench.turn(after: 2000)
        for byte in "GET / HTTP/1.1".utf8.prefix(9) {
            peer.send([byte])
            bench.turn(after: 100)
        }
        #expect(bench.millisecondsToDeadline == 100, "bytes that come slowly gain no time")
        bench.turn(after: 99)
        #expect(peer.taken().isEmpty)
        bench.turn(after: 1)
        #expect(peer.connection.wantsFlush)
        peer.take()
        let reply = Reply.line("408 Request Timeout", "the request did not come in time", keepsAlive: false)
        #expect(peer.text == reply.text)
        #expect(peer.connection.hasSaidAll)
        expectEnd(bench, peer, after: 1000)
    }

    @Test func contentThatDoesNotEnd() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("PUT", "/streaming", "Content-Length: 3\r\n") + "of")
        bench.turn(after: 3000)
        peer.take()
        #expect(peer.text.hasPrefix("HTTP/1.1 408 "))
        #expect(bench.server.supervisor.state == .idle)
    }

    @Test func emptyLinesAreNoRequestAndGainNoTime() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        for _ in 0..<29 {
            peer.send("\r\n")
            bench.turn(after: 100)
        }
        expectEnd(bench, peer, after: 100)
        #expect(peer.received.isEmpty)
    }

    @Test func betweenRequests() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        bench.turn(after: 1000)
        peer.send(request("GET", "/"))
        peer.take()
        expectEnd(bench, peer, after: 7000)
    }

    @Test func nextRequestHasTheTimeOfAHead() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/"))
        peer.take()
        let answer = peer.received.count
        bench.turn(after: 6999)
        peer.send("GET")
        #expect(bench.millisecondsToDeadline == 3000)
        bench.turn(after: 2999)
        #expect(peer.taken().isEmpty)
        bench.turn(after: 1)
        peer.take()
        #expect(String(decoding: peer.received[answer...], as: UTF8.self).hasPrefix("HTTP/1.1 408 "))
    }

    @Test func partOfANextRequestHasTheTimeOfAHeadFromTheAnswerOn() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/") + "GET")
        peer.take()
        #expect(bench.millisecondsToDeadline == 3000)
    }

    @Test func answerThatIsNotTaken() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/"))
        bench.turn(after: 4000)
        peer.take(1)
        expectEnd(bench, peer, after: 5000)
        #expect(bench.server.counters.stalled == 1)
    }

    @Test func pictureThatIsNotTaken() throws {
        let bench = Self.bench()
        bench.handle(.wanted)
        bench.open()
        let peer = bench.watch()
        let other = bench.watch()
        bench.next(1)
        peer.take(30)
        other.take()
        bench.handle(.pause)
        bench.turn(after: 4000)
        peer.take(1)
        #expect(bench.millisecondsToDeadline == 5000)
        bench.turn(after: 4999)
        #expect(!peer.connection.isEnded)
        bench.turn(after: 1)
        #expect(peer.connection.isEnded)
        #expect(!other.connection.isEnded, "who waits for a picture has all the time")
        #expect(bench.server.counters.stalled == 1)
        #expect(bench.server.deadline == nil)
    }

    @Test func whatTheKernelDoesNotTakeGainsNoTime() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/"))
        bench.wait(milliseconds: 1000)
        let hasMore = bench.server.prepare(peer.connection, now: bench.now, reading: { nil })
        #expect(hasMore)
        bench.note(bench.server.sent(0, on: peer.connection, now: bench.now))
        expectEnd(bench, peer, after: 4000)
    }

    @Test func lingering() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/", "Connection: close\r\n"))
        peer.take()
        #expect(peer.connection.hasSaidAll)
        bench.turn(after: 900)
        peer.send("more")
        expectEnd(bench, peer, after: 100)
    }

    @Test func peerThatClosesEndsLingeringAtOnce() throws {
        let bench = Self.bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/", "Connection: close\r\n"))
        peer.take()
        peer.leave()
        #expect(peer.connection.isEnded)
        #expect(bench.server.deadline == nil)
    }
}
