import Testing

@testable import Appliance

/// Slow viewers hold pictures; there are not more different ones than the memory has room for.
@Suite("Many slow viewers")
struct SharingTests {
    private static let bytes = 100_000

    private func bench() -> Bench {
        // Room for six: four that are held, the newest, and the one that is being made.
        Bench.streaming { $0.pictureMemoryBytes = 6 * 112_500 }
    }

    /// How many different pictures viewers hold, the newest left out.
    private func held(_ bench: Bench) -> Int {
        let pictures = bench.server.connections.compactMap(\.outgoing.picture).filter { $0 !== bench.server.newest }
        return Set(pictures.map { ObjectIdentifier($0) }).count
    }

    @Test func whoMovesIsNotClosedHoweverManyThereAre() {
        let bench = bench()
        let quick = bench.watch()
        var slow: [Peer] = []
        var most = 0
        for number in 1...600 {
            if slow.count < 20, number % 3 == 0 { slow.append(bench.watch()) }
            bench.next(number, bytes: Self.bytes)
            quick.take()
            // Each has its own speed: seven to twenty-six frame times for a picture.
            for (index, peer) in slow.enumerated() { peer.take(Self.bytes / (7 + index)) }
            bench.turn()
            most = max(most, held(bench))
        }
        #expect(bench.server.counters.stalled == 0)
        #expect(most <= 5, "the four that there is memory for, and one that was begun before it was known for slow")
        for (index, peer) in slow.enumerated() {
            let numbers = StreamReader.numbers(in: peer.received).compactMap { $0 }
            #expect(numbers.count >= 5, "viewer \(index) has \(numbers.count)")
            #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
        }
        #expect(StreamReader.numbers(in: quick.received).count == 600, "a quick one is never held up")
    }

    @Test func whoHasNotMovedForAWhileMakesRoom() {
        let bench = bench()
        let stuck = (1...4).map { number in
            let peer = bench.watch()
            bench.next(number, bytes: Self.bytes)
            peer.take(1000)
            return peer
        }
        bench.next(5, bytes: Self.bytes)
        let new = bench.watch()
        new.take(1)
        #expect(new.connection.outgoing.isEmpty, "there is no room")
        // The first stopped four pictures, 133 ms, ago; it has two seconds, a fifth of a stall.
        bench.wait(milliseconds: 1866)
        new.take(1)
        #expect(new.connection.outgoing.isEmpty)
        bench.wait(milliseconds: 1)
        new.take(1000)
        #expect(!new.connection.outgoing.isEmpty)
        #expect(stuck.map(\.connection.isEnded) == [true, false, false, false])
        #expect(bench.server.counters.stalled == 1)
    }

    @Test func whoWaitsForRoomBeginsTogetherWithOthers() {
        let bench = bench()
        for number in 1...4 {
            let peer = bench.watch()
            bench.next(number, bytes: Self.bytes)
            peer.take(1000)
        }
        let first = bench.watch()
        let second = bench.watch()
        bench.next(5, bytes: Self.bytes)
        first.take(1000)
        second.take(1000)
        #expect(first.connection.outgoing.isEmpty && second.connection.outgoing.isEmpty)
        bench.server.connections.first?.viewer?.endAfterPicture()
        bench.server.hangUp(bench.server.connections[0])
        bench.turn()
        first.take(1000)
        second.take(1000)
        #expect(first.connection.outgoing.picture != nil)
        #expect(first.connection.outgoing.picture === second.connection.outgoing.picture)
    }
}
