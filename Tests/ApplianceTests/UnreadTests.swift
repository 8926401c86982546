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
        let kernel = ViewerKernel(peer, capacity: 70_000)
        run(bench, milliseconds: 2500, [kernel]) { _ in kernel.read() }
        #expect(StreamReader.numbers(in: peer.received) == Array(1...100))
        #expect(peer.connection.viewer?.skipped == 0)
    }

    /// The first client's complaint: it takes a picture, works for a second, and takes the next.
    @Test func whoWorksBetweenPicturesGetsThatOfTheMomentWhenItBegan() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peer = bench.watch()
        let kernel = ViewerKernel(peer)
        run(bench, milliseconds: 20_000, [kernel]) { time in if time % 1000 == 500 { kernel.read() } }
        let numbers = StreamReader.numbers(in: peer.received).compactMap { $0 }
        #expect(numbers.count == 21)
        #expect(numbers.first == 1)
        for (index, number) in numbers.dropFirst().enumerated() {
            let beganToWork = 500 + 1000 * index
            let captured = (number - 1) * 25
            #expect((beganToWork - 25...beganToWork + 80).contains(captured), "\(numbers)")
        }
        #expect(bench.server.counters.stalled == 0)
    }

    @Test func whatMakesTheKernelAnswerIsTheBeginningOfTheNextHead() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peers = [bench.watch(), bench.watch("/video_feed")]
        let kernels = peers.map { ViewerKernel($0) }
        run(bench, milliseconds: 1000, kernels)
        #expect(peers[0].text.hasSuffix("\r\n--frame\r\nContent-Type: i"), "a byte at each look, and no more")
        run(bench, milliseconds: 1000, from: 41, kernels) { time in
            if time == 500 { for kernel in kernels { kernel.read() } }
        }
        #expect(StreamReader.numbers(in: peers[0].received).count == 2)
        var seed = SeedClient()
        seed.arrive(SeedClientTests.content(of: peers[1].received))
        #expect(seed.pictures.map { SampleJPEG.number(of: $0) } == [1, 62])
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
        let kernel = ViewerKernel(peer)
        run(bench, milliseconds: 1000, [kernel])
        bench.server.stop(now: bench.now)
        peer.take()
        #expect(StreamReader.numbers(in: peer.received) == [1, 40])
        #expect(peer.text.hasSuffix("\r\n--frame--\r\n"))
    }

    @Test func whoNeverReadsIsClosedAndCounted() {
        let bench = Bench.streaming { $0.rateThousandths = 40_000 }
        let peer = bench.watch()
        let kernel = ViewerKernel(peer)
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
        let kernel = ViewerKernel(peer)
        run(bench, milliseconds: 500, [kernel]) { _ in kernel.read() }
        kernel.capacity = 200_000
        run(bench, milliseconds: 2500, from: 21, [kernel]) { _ in kernel.read() }
        let before = peer.connection.viewer?.frames ?? 0
        run(bench, milliseconds: 1000, from: 121, [kernel]) { _ in kernel.read() }
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
        let kernel = ViewerKernel(peer)
        run(bench, milliseconds: 1000, [kernel])
        #expect(peer.connection.viewer?.isWaiting == true)
        bench.handle(.pause)
        #expect(peer.connection.viewer?.isWaiting == false)
        #expect(bench.server.deadline == nil)
        bench.turn(after: 3_600_000)
        #expect(!peer.connection.isEnded)
    }

    @Test func nothingIsEncodedForWhoWaitsAndNothingOldIsSentAfterwards() {
        let bench = Bench { $0.rateThousandths = 40_000 }
        bench.handle(.wanted)
        bench.openEncoded(rateThousandths: 40_000)
        let peer = bench.watch()
        let kernel = ViewerKernel(peer)
        run(bench, milliseconds: 100, [kernel])
        #expect(peer.connection.viewer?.isWaiting == true)
        #expect(!bench.server.isPictureWanted(captured: bench.now.instant))
        #expect(bench.server.isPictureOfUse(captured: bench.now.instant))
        bench.wait(milliseconds: 1000)
        kernel.read()
        kernel.receive()
        #expect(peer.connection.viewer?.frames == 1, "the picture of a second ago is not what it waited for")
        #expect(bench.server.isPictureWanted(captured: bench.now.instant))
        bench.publish(SampleJPEG.picture(number: 77, bytes: Self.bytes))
        kernel.receive()
        #expect(StreamReader.numbers(in: peer.received) == [1, 77])
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
