import Testing

@testable import Appliance

@Suite("The memory for pictures")
struct PicturePoolTests {
    private let size = 100_000

    /// Viewers that have each stopped inside another picture, the first in the oldest; all were known for quick ones.
    private func stoppedViewers(_ count: Int, at bench: Bench, beside others: [Peer] = []) -> [Peer] {
        let peers = (0..<count).map { _ in bench.watch() }
        for number in 101...105 {
            bench.next(number, bytes: size)
            for peer in peers + others { peer.take() }
        }
        for (index, peer) in peers.enumerated() {
            bench.next(index + 1, bytes: size)
            peer.take(1000)
            for other in peers[(index + 1)...] { other.take() }
        }
        return peers
    }

    /// At 720p a megabyte has room for three; four there are at the least, those that a camera lends included.
    @Test(arguments: [
        (1 << 20, 2, 4), (1 << 20, 1, 3), (1 << 20, 0, 2), (65_536, 2, 3), (65_536, 1, 3), (65_536, 0, 2),
    ])
    func soManyMayBeHeldBesideTheNewest(_ limit: Int, _ lent: Int, _ count: Int) {
        #expect(PicturePool(limitBytes: limit).capacity(bytes: 258_000, lent: lent) == count)
    }

    @Test func oldestGivesWay() {
        let bench = Bench.streaming { $0.pictureMemoryBytes = 65_536 }
        let peers = stoppedViewers(3, at: bench)
        #expect(bench.next(4, bytes: size) != nil)
        #expect(peers.allSatisfy { !$0.connection.isEnded }, "four pictures there always are")
        #expect(bench.server.counters.stalled == 0)
        #expect(bench.next(5, bytes: size) != nil)
        #expect(peers.map(\.connection.isEnded) == [true, false, false])
        #expect(bench.server.counters.stalled == 1)
    }

    @Test func allWhoHoldTheOldestGiveWay() {
        let bench = Bench.streaming { $0.pictureMemoryBytes = 65_536 }
        let oldest = [bench.watch(), bench.watch()]
        let through = bench.watch()
        bench.next(1, bytes: size)
        for (peer, count) in zip(oldest, [1000, 90_000]) { peer.take(count) }
        through.take()
        let others = stoppedViewers(3, at: bench)
        bench.next(5, bytes: size)
        #expect(oldest.allSatisfy { $0.connection.isEnded }, "one alone would free no memory")
        #expect((others + [through]).allSatisfy { !$0.connection.isEnded })
        #expect(bench.server.counters.stalled == 2)
    }

    @Test func snapshotThatNobodyTakesGivesWayToo() {
        let bench = Bench.streaming {
            $0.pictureMemoryBytes = 65_536
            $0.settle = .milliseconds(0)
        }
        guard let snapshot = bench.connect() else { return }
        bench.next(1, bytes: size)
        snapshot.send(request("GET", "/snapshot"))
        snapshot.take(1000)
        _ = stoppedViewers(4, at: bench)
        #expect(snapshot.connection.isEnded)
    }

    @Test func memoryIsBoundedHoweverManyViewersStop() {
        let limit = 1_000_000
        let bench = Bench.streaming { $0.pictureMemoryBytes = limit }
        let peers = stoppedViewers(64, at: bench)
        #expect(bench.server.pool.heldBytes < limit + 2 * size)
        #expect(peers.filter { !$0.connection.isEnded }.count < 12)
        #expect(peers.last?.connection.isEnded == false)
    }

    @Test func openingAgainAndAgainGivesNoMore() {
        let limit = 1_000_000
        let bench = Bench.streaming { $0.pictureMemoryBytes = limit }
        var peers: [Peer] = []
        for _ in 0..<8 {
            peers += stoppedViewers(8, at: bench)
            bench.handle(.pause)
            bench.handle(.resume)
            bench.open()
        }
        let held = peers.compactMap(\.connection.outgoing.picture)
        #expect(Set(held.map { ObjectIdentifier($0) }).count < 12)
        #expect(bench.server.pool.heldBytes < limit + 2 * size)
    }

    @Test func closedCameraKeepsNoMemory() {
        let bench = Bench.streaming()
        let peer = bench.watch()
        for number in 1...10 {
            bench.next(number, bytes: size)
            peer.take()
        }
        #expect(bench.server.pool.heldBytes > 0)
        bench.handle(.pause)
        #expect(bench.server.pool.heldBytes == 0)
    }

    @Test func aPictureThatTheEncoderHoldsIsNotGivenTwice() {
        let bench = Bench.streaming { $0.pictureMemoryBytes = 65_536 }
        let first = bench.server.takePicture(bytes: size)
        let second = bench.server.takePicture(bytes: size)
        #expect(first != nil && second != nil && first !== second)
    }

    @Test func whereOnlyTheNewestIsHeldItIsGivenUp() {
        let bench = Bench.streaming { $0.pictureMemoryBytes = 65_536 }
        bench.next(1, bytes: size)
        let held = (0..<3).compactMap { _ in
            let picture = bench.server.takePicture(bytes: size)
            picture?.bytes = [UInt8](repeating: 0, count: size)
            return picture
        }
        #expect(held.count == 3)
        let fourth = bench.server.takePicture(bytes: size)
        #expect(fourth != nil)
        fourth?.bytes = [UInt8](repeating: 0, count: size)
        #expect(bench.server.takePicture(bytes: size) == nil, "no viewer can give one back, and none is waited for")
    }
}
