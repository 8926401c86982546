import Testing

@testable import Appliance

@Suite("When time alone will change something")
struct NextDeadlineTests {
    private static func bench() -> Bench {
        Bench {
            $0.headTime = .seconds(3)
            $0.keepAliveTime = .seconds(7)
            $0.stallTime = .seconds(5)
        }
    }

    @Test func deadlineIsTheEarliestOfAll() throws {
        let bench = Self.bench()
        #expect(bench.server.deadline == nil)
        let resting = try #require(bench.connect())
        resting.send(request("GET", "/"))
        resting.take()
        #expect(bench.millisecondsToDeadline == 7000)
        bench.wait(milliseconds: 1)
        let answering = try #require(bench.connect())
        answering.send(request("GET", "/"))
        #expect(bench.millisecondsToDeadline == 5000)
        let reading = try #require(bench.connect())
        #expect(bench.millisecondsToDeadline == 3000)
        bench.handle(.wanted)
        #expect(bench.millisecondsToDeadline == 3000)
        bench.open()
        #expect(bench.millisecondsToDeadline == 2000, "a camera that gives no frame")
        let watching = bench.watch("/stream?seconds=1.5")
        #expect(bench.millisecondsToDeadline == 250, "a viewer who gets no picture is told why")
        bench.publish(SampleJPEG.picture(number: 1))
        watching.take()
        #expect(bench.millisecondsToDeadline == 1500)
        for peer in [resting, answering, reading, watching] { peer.leave() }
        bench.handle(.pause)
        #expect(bench.server.deadline == nil)
    }

    @Test func aTurnAtItsDeadlineMovesItOn() {
        let bench = Self.bench()
        bench.handle(.wanted)
        bench.open()
        var peers = ["/stream", "/stream?seconds=2", "/snapshot", "/", "/nothing"].compactMap { target in
            let peer = bench.connect()
            peer?.send(request("GET", target))
            return peer
        }
        peers += [bench.connect(), bench.connect()].compactMap { $0 }
        peers.last?.send("GET")
        for peer in peers.prefix(2) { peer.take() }
        bench.next(1, bytes: 10_000)
        for peer in peers { peer.take(20) }
        // A deadline that stays in the past would make the loop spin.
        for _ in 0..<100 {
            guard let deadline = bench.server.deadline else { break }
            bench.wait(deadline - bench.now.instant)
            bench.turn()
            if let next = bench.server.deadline { #expect(next > deadline) }
            for peer in peers where peer.connection.wantsFlush { peer.take(1) }
        }
        #expect(peers.filter { !$0.connection.isEnded }.count <= 1)
    }
}
