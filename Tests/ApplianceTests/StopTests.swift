import Testing

@testable import Appliance

@Suite("Being told to stop")
struct StopTests {
    private static let ending = Array("\r\n--frame--\r\n".utf8)

    @Test func streamThatWaitsEndsAtOnce() {
        let bench = Bench.streaming()
        let peer = bench.watch("/stream")
        bench.next(1)
        peer.take()
        bench.server.stop(now: bench.now)
        #expect(peer.connection.wantsFlush)
        #expect(peer.taken() == Self.ending)
        #expect(peer.connection.hasSaidAll)
        bench.next(2)
        #expect(peer.taken().isEmpty)
    }

    @Test func pictureOnItsWayIsFinished() {
        let bench = Bench.streaming()
        let peer = bench.watch("/stream")
        let whole = bench.watch("/stream")
        bench.next(1, bytes: 5000)
        peer.take(700)
        whole.take()
        bench.server.stop(now: bench.now)
        bench.next(2)
        peer.take()
        #expect(peer.received == whole.received + Self.ending)
        #expect(peer.connection.hasSaidAll)
    }

    @Test func partThatWasAnnouncedIsMadeWholeWithTheNewestPicture() {
        let bench = Bench.streaming()
        let peer = bench.watch("/video_feed")
        bench.next(1)
        peer.take()
        bench.server.stop(now: bench.now)
        // Its first two bytes went ahead, with the head and most of the comment.
        let padding = [UInt8](repeating: UInt8(ascii: " "), count: 64)
        #expect(peer.taken() == padding + SampleJPEG.picture(number: 1).dropFirst(2) + Self.ending)
        #expect(peer.connection.hasSaidAll)
    }

    @Test func lastPictureOfACountedStreamEndsItOnce() {
        let bench = Bench.streaming()
        let peer = bench.watch("/stream?frames=1")
        bench.next(1)
        peer.take(100)
        bench.server.stop(now: bench.now)
        peer.take()
        #expect(peer.text.components(of: "--frame--") == 1)
        #expect(peer.connection.hasSaidAll)
    }

    @Test func answerOnItsWayIsFinishedAndTheConnectionEnds() throws {
        let bench = Bench()
        let peer = try #require(bench.connect())
        peer.send(request("GET", "/") + request("GET", "/"))
        peer.take(10)
        bench.server.stop(now: bench.now)
        peer.take()
        #expect(peer.text.components(of: "HTTP/1.1 200 OK") == 1)
        #expect(peer.connection.hasSaidAll)
    }

    @Test func whoHasNothingToGetEndsAtOnce() throws {
        let bench = Bench.streaming()
        let resting = try #require(bench.connect())
        resting.send(request("GET", "/"))
        resting.take()
        let reading = try #require(bench.connect())
        reading.send("GET")
        let waiting = try #require(bench.connect())
        waiting.send(request("GET", "/snapshot"))
        let lingering = try #require(bench.connect())
        lingering.send(request("GET", "/", "Connection: close\r\n"))
        lingering.take()
        bench.server.stop(now: bench.now)
        #expect([resting, reading, waiting].allSatisfy { $0.connection.isEnded })
        #expect(!lingering.connection.isEnded, "its last bytes may still be on their way")
        bench.server.sweep()
        #expect(bench.server.connections.count == 1)
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(of part: String) -> Int {
        var rest = utf8[...]
        var count = 0
        while !rest.isEmpty {
            if rest.starts(with: part.utf8) { count += 1 }
            rest = rest.dropFirst()
        }
        return count
    }
}
