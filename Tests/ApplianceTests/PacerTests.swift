import Testing

@testable import Appliance

@Suite("Pacing")
struct PacerTests {
    /// A rate asked of a source's rate, in thousandths, with each frame as far off its time as the jitter says.
    struct Case: CustomTestStringConvertible {
        let rate: Int
        let sourceRate: Int
        var jitter = 0
        var testDescription: String { "\(rate) of \(sourceRate), \(jitter) ms off" }

        func time(of frame: Int) -> Instant {
            // Early and late in a pattern that repeats with none of the rates.
            let offset = [0, 1, -1, 1, 1, -1, 0, -1, -1, 1, 0][frame % 11] * jitter
            return Instant(nanoseconds: Int64(frame) * 1_000_000_000_000 / Int64(sourceRate)) + .milliseconds(offset)
        }
    }

    private static let cases = [
        Case(rate: 25_000, sourceRate: 30_000), Case(rate: 24_000, sourceRate: 30_000),
        Case(rate: 10_000, sourceRate: 30_000), Case(rate: 15_000, sourceRate: 30_000),
        Case(rate: 29_000, sourceRate: 30_000), Case(rate: 1_000, sourceRate: 30_000),
        Case(rate: 500, sourceRate: 30_000), Case(rate: 7_500, sourceRate: 29_970),
        Case(rate: 25_000, sourceRate: 50_000), Case(rate: 30_000, sourceRate: 30_000),
    ]
    private static let jittered = cases.filter { $0.sourceRate == 30_000 }.map {
        Case(rate: $0.rate, sourceRate: $0.sourceRate, jitter: 8)
    }

    @Test(arguments: cases + jittered)
    func averageIsExact(_ row: Case) {
        var pacer = Pacer(rateThousandths: row.rate, sourceRateThousandths: row.sourceRate)
        let seconds = 60
        let admitted = (0..<(row.sourceRate * seconds / 1000)).filter { pacer.admits(row.time(of: $0)) }
        #expect(abs(admitted.count - row.rate * seconds / 1000) <= 1)
    }

    @Test(arguments: cases + jittered)
    func gapsDifferByOneFrameAtMost(_ row: Case) {
        var pacer = Pacer(rateThousandths: row.rate, sourceRateThousandths: row.sourceRate)
        let admitted = (0..<3000).filter { pacer.admits(row.time(of: $0)) }
        let gaps = zip(admitted, admitted.dropFirst()).map { $1 - $0 }
        let fewest = row.sourceRate / row.rate
        #expect(gaps.allSatisfy { $0 == fewest || $0 == fewest + 1 || row.jitter > 0 && $0 == fewest - 1 })
    }

    @Test(arguments: [8, -8, 0])
    func fifteenOfThirtyIsEverySecondFrame(_ jitter: Int) {
        var pacer = Pacer(rateThousandths: 15_000, sourceRateThousandths: 30_000)
        let row = Case(rate: 15_000, sourceRate: 30_000, jitter: jitter)
        let admitted = (0..<300).filter { pacer.admits(row.time(of: $0)) }
        #expect(admitted == Array(stride(from: 0, to: 300, by: 2)))
    }

    @Test func whatAPauseMissedIsNotMadeUpFor() {
        var pacer = Pacer(rateThousandths: 10_000, sourceRateThousandths: 30_000)
        let row = Case(rate: 10_000, sourceRate: 30_000)
        let earlier = (0..<30).filter { pacer.admits(row.time(of: $0)) }
        #expect(earlier.count == 10)
        // Ten seconds without a frame, then frames again, at other times than before.
        let later = (0..<300).filter { pacer.admits(row.time(of: $0) + .milliseconds(11_017)) }
        #expect(later == Array(stride(from: 0, to: 300, by: 3)))
    }

    @Test func aSlowerSourceIsTakenWhole() {
        var pacer = Pacer(rateThousandths: 25_000, sourceRateThousandths: 30_000)
        let row = Case(rate: 15_000, sourceRate: 15_000)
        let admitted = (0..<100).filter { pacer.admits(row.time(of: $0)) }
        #expect(admitted.count == 100)
    }

    @Test func serverPacesASourceThatIsTooFast() {
        let bench = Bench.streaming { $0.rateThousandths = 25_000 }
        let peer = bench.watch()
        let taken = (1...300).filter { number in
            defer { peer.take() }
            return bench.next(number) != nil
        }
        #expect(taken.count == 250)
        #expect(bench.server.counters.captured == 300)
        #expect(StreamReader.numbers(in: peer.received) == taken)
        #expect(
            StreamReader.parts(in: peer.received).compactMap { $0.field("X-Sequence").flatMap { Int($0) } } == taken)
    }

    @Test(arguments: [("fps=10", 100), ("fps=29.97", 300), ("fps=30", 300), ("fps=60", 300), ("fps=0.5", 5)])
    func eachViewerHasItsOwnRate(_ query: String, _ count: Int) {
        let bench = Bench.streaming()
        let all = bench.watch()
        let peer = bench.watch("/stream?" + query)
        for number in 1...300 {
            bench.next(number)
            peer.take()
            all.take()
        }
        #expect(abs(StreamReader.numbers(in: peer.received).count - count) <= 1)
        #expect(StreamReader.numbers(in: all.received).count == 300)
    }
}
