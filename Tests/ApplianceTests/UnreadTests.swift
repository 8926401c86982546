import Testing
import Wire

@testable import Appliance

/// Each test moves a clock of its own in steps of five milliseconds, as often as a viewer that waits is looked at.
@Suite("Fresh for the reader too")
struct UnreadTests {
    private static let bytes = 60_000
    private static let step = 5

    /// Lets the camera give 40 pictures a second for so long; after each step the viewers take what they can.
    private func run(
        _ bench: Bench, milliseconds: Int, from first: Int = 1, _ kernels: [ViewerKernel],
        each: (Int) -> Void = { _ in }
    ) {
        var number = first
        for time in stride(from: 0, to: milliseconds, by: Self.step) {
            bench.turn(after: Self.step)
            if time % 25 == 0 {
                bench.publish(SampleJPEG.picture(number: number, bytes: Self.bytes))
                number += 1
            }
            for kernel in kernels { kernel.receive() }
            each(time)
        }
    }

    @Test func whoReadsAsBytesComeLosesNothing() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peer = bench.watch()
        let kernel = ViewerKernel(peer, at: bench, capacity: 70_000)
        run(bench, milliseconds: 2500, [kernel]) { _ in kernel.read() }
        #expect(StreamReader.numbers(in: peer.received) == Array(1...100))
        #expect(peer.connection.viewer?.skipped == 0)
    }

    /// The first client's complaint: it takes a picture, works for seconds, and takes the next.
    @Test(arguments: [1, 2, 3, 5, 9])
    func whoWorksBetweenPicturesGetsOneOfAboutWhenItBegan(_ seconds: Int) {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peer = bench.watch()
        let kernel = ViewerKernel(peer, at: bench)
        var seen: [(number: Int, age: Int)] = []
        run(bench, milliseconds: 20_000 * seconds, [kernel]) { time in
            guard time % (1000 * seconds) == 500 else { return }
            kernel.read()
            let numbers = StreamReader.numbers(in: peer.received).compactMap { $0 }
            if let last = numbers.last { seen.append((last, time - (last - 1) * 25)) }
        }
        #expect(!peer.connection.isEnded && bench.server.counters.stalled == 0)
        #expect(seen.count == 20)
        #expect(Set(seen.map(\.number)).count >= 19, "a new one nearly each time that it reads")
        #expect(seen.allSatisfy { $0.age <= 1000 * seconds + 700 }, "\(seen)")
    }

    /// Who begins late, or pauses, and then reads as bytes come, has the full rate at once.
    @Test(arguments: [1000, 1500, 3000])
    func whoBeginsToReadLateIsNotTakenForOneWhoWorks(_ late: Int) {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peer = bench.watch()
        let kernel = ViewerKernel(peer, at: bench, capacity: 100_000)
        run(bench, milliseconds: late, [kernel])
        var growing = 100_000
        run(bench, milliseconds: 1000, from: 1 + late / 25, [kernel]) { _ in
            // Its kernel gives it more room for each picture, as it does for one who reads fast.
            growing = min(growing + 2000, 1_500_000)
            kernel.capacity = growing
            kernel.read()
        }
        let before = peer.connection.viewer?.frames ?? 0
        run(bench, milliseconds: 1000, from: 41 + late / 25, [kernel]) { _ in
            growing = min(growing + 2000, 1_500_000)
            kernel.capacity = growing
            kernel.read()
        }
        #expect((peer.connection.viewer?.frames ?? 0) >= before + 38)
    }

    @Test func whatMakesTheKernelAnswerIsTheBeginningOfTheNextHead() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peers = [bench.watch(), bench.watch("/video_feed")]
        let kernels = peers.map { ViewerKernel($0, at: bench) }
        run(bench, milliseconds: 1000, kernels)
        let ahead = peers[0].text.utf8.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
        #expect((5...10).contains(ahead), "\(ahead) bytes: soon at first, and then seldom")
        #expect("Content-Type: image/jpeg\r\nContent-Length: ".hasPrefix(peers[0].text.suffix(ahead)))
        run(bench, milliseconds: 2000, from: 41, kernels) { time in
            if time == 500 { for kernel in kernels { kernel.read() } }
        }
        #expect(StreamReader.numbers(in: peers[0].received).count == 2)
        var seed = SeedClient()
        seed.arrive(SeedClientTests.content(of: peers[1].received))
        #expect(seed.pictures.count == 2 && seed.pictures.allSatisfy { SampleJPEG.number(of: $0) != nil })
    }

    @Test func ofTheFirstPictureALittleGoesAlone() {
        let bench = Bench.streaming()
        let peer = bench.watch()
        var limits: [Int?] = []
        for number in 1...2 {
            bench.next(number, bytes: Self.bytes)
            let hasMore = bench.server.prepare(peer.connection, now: bench.now, reading: { nil })
            #expect(hasMore)
            limits.append(peer.connection.outgoing.runLimit)
            peer.take(16_384)
            limits.append(peer.connection.outgoing.runLimit)
            peer.take()
        }
        #expect(limits == [16_384, nil, nil, nil])
    }

    @Test func atTheEndAHeadThatBeganIsMadeWhole() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peer = bench.watch()
        let kernel = ViewerKernel(peer, at: bench)
        run(bench, milliseconds: 1000, [kernel])
        bench.server.stop(now: bench.now)
        peer.take()
        #expect(StreamReader.numbers(in: peer.received) == [1, 40])
        #expect(peer.text.hasSuffix("\r\n--frame--\r\n"))
    }

    /// Where a head has begun and no picture is there, an empty part is sent: the content stays well-formed.
    @Test func atTheEndWithoutAPictureAHeadThatBeganIsMadeOneOfNothing() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peers = [bench.watch(), bench.watch("/video_feed")]
        let kernels = peers.map { ViewerKernel($0, at: bench) }
        run(bench, milliseconds: 1000, kernels)
        bench.handle(.pause)
        bench.server.stop(now: bench.now)
        for peer in peers { peer.take() }
        let end = "\r\n--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n\r\n--frame--\r\n"
        #expect(peers[0].text.hasSuffix(end))
        // Of the bare style's next picture a piece has gone ahead, and no delimiter makes it look whole.
        #expect(!peers[1].text.hasSuffix("--\r\n"))
        #expect(peers.allSatisfy { $0.connection.hasSaidAll })
    }

    @Test func whoNeverReadsIsClosedAndCounted() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peer = bench.watch()
        let kernel = ViewerKernel(peer, at: bench)
        run(bench, milliseconds: 9900, [kernel])
        #expect(!peer.connection.isEnded)
        run(bench, milliseconds: 300, from: 400, [kernel])
        #expect(peer.connection.isEnded)
        #expect(bench.server.counters.stalled == 1)
    }

    /// A kernel that is short of memory has less room than it had: what looks unread is not.
    @Test func whoseWindowHasNarrowedForGoodIsTriedAndBelieved() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peer = bench.watch()
        let kernel = ViewerKernel(peer, at: bench)
        run(bench, milliseconds: 500, [kernel]) { _ in kernel.read() }
        kernel.capacity = 200_000
        run(bench, milliseconds: 6500, from: 21, [kernel]) { _ in kernel.read() }
        let before = peer.connection.viewer?.frames ?? 0
        run(bench, milliseconds: 1000, from: 281, [kernel]) { _ in kernel.read() }
        #expect(peer.connection.viewer?.frames == before + 40, "the full rate again")
        #expect(bench.server.counters.stalled == 0)
    }

    @Test func withoutReadingsNobodyWaits() {
        let bench = Bench.streaming()
        let peer = bench.watch()
        for number in 1...10 {
            bench.next(number, bytes: Self.bytes)
            peer.take()
        }
        #expect(StreamReader.numbers(in: peer.received) == Array(1...10))
    }

    @Test func pausedNobodyWaitsAndNobodyIsClosedForIt() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peer = bench.watch()
        let kernel = ViewerKernel(peer, at: bench)
        run(bench, milliseconds: 1000, [kernel])
        #expect(peer.connection.viewer?.isWaiting == true)
        bench.handle(.pause)
        #expect(peer.connection.viewer?.isWaiting == false)
        bench.turn(after: 0)
        #expect(bench.server.deadline == nil, "while it is drawn that it is paused")
        bench.turn(after: 3_600_000)
        #expect(!peer.connection.isEnded)
    }

    @Test func nothingIsEncodedForWhoWaitsAndNothingOldIsSentAfterwards() {
        let bench = Bench { $0.rateThousandths = 40_000 }
        bench.handle(.wanted)
        bench.openEncoded(rateThousandths: 40_000)
        let peer = bench.watch()
        let kernel = ViewerKernel(peer, at: bench)
        run(bench, milliseconds: 100, [kernel])
        #expect(peer.connection.viewer?.isWaiting == true)
        #expect(!bench.server.isPictureWanted(captured: bench.now.instant))
        #expect(bench.server.isPictureOfUse(captured: bench.now.instant))
        bench.wait(milliseconds: 1000)
        kernel.read()
        for _ in 0..<40 {
            bench.wait(milliseconds: 5)
            kernel.receive()
        }
        #expect(peer.connection.viewer?.frames == 1, "the picture of a second ago is not what it waited for")
        #expect(bench.server.isPictureWanted(captured: bench.now.instant))
        bench.publish(SampleJPEG.picture(number: 77, bytes: Self.bytes))
        kernel.receive()
        #expect(StreamReader.numbers(in: peer.received) == [1, 77])
        #expect(peer.connection.viewer?.skipped == 3, "what it was passed over with is skipped too")
    }

    @Test func stateTellsWhatWaitsInEitherKernel() {
        let bench = Bench.streaming()
        let peer = bench.watch()
        peer.reading = TransportReading(windowBytes: 65_536, queuedBytes: 0, roundTrip: .seconds(0))
        bench.next(1, bytes: 1000)
        peer.take()
        bench.next(2, bytes: 1000)
        peer.take()
        peer.reading = TransportReading(windowBytes: 60_000, queuedBytes: 1234, roundTrip: .seconds(0))
        bench.next(3, bytes: 1000)
        peer.take()
        let state = bench.ask(request("GET", "/state"))
        #expect(state.contains("\"queue\":1234,\"unread\":5536}"))
    }
}
