import Testing

@testable import Appliance

/// Pictures that lie in the camera's buffers, which it needs back while viewers are still at them.
@Suite("Pictures that the camera lends")
struct LentPictureTests {
    private let bench: Bench
    private let viewer: Peer

    init() {
        bench = Bench.streaming()
        bench.server.lentPictures = 2
        viewer = bench.watch()
        viewer.take()
    }

    private func jpeg(_ number: Int) -> [UInt8] { SampleJPEG.picture(number: number, bytes: 1000) }

    /// Publishes a picture that lies in the camera's buffer of that number; no peer of the bench can read it there.
    private func lend(_ number: Int) -> Picture {
        bench.wait(milliseconds: 33)
        let picture = Picture()
        picture.lie(in: Picture.Loan(buffer: number, range: 0..<jpeg(number).count))
        bench.server.publish(
            picture, stamp: FrameStamp(captured: bench.now.instant, sequence: number), now: bench.now)
        return picture
    }

    /// Puts the newest picture on its way to the viewer, of which the kernel takes nothing yet.
    private func begin() -> Bool {
        bench.server.prepare(viewer.connection, now: bench.now, reading: { nil })
    }

    private func keep(_ picture: Picture, _ number: Int) -> Picture? {
        bench.server.keep(picture) { $0 += jpeg(number) }
    }

    @Test func whoIsAtOneGoesOnFromACopy() {
        let first = lend(1)
        #expect(begin())
        let second = lend(2)
        let spare = keep(first, 1)
        #expect(spare != nil && spare !== first && spare !== second)
        #expect(first.loan == nil && first.bytes == jpeg(1))
        #expect(second.loan != nil)
        #expect(bench.server.counters.copied == 1)
        #expect(viewer.connection.outgoing.picture === first)
        let third = lend(3)
        #expect(keep(second, 2) == nil && keep(third, 3) != nil)
        viewer.take()
        #expect(StreamReader.numbers(in: viewer.received) == [1, 3])
    }

    @Test func newestIsKeptForWhoComes() {
        let picture = lend(1)
        #expect(keep(picture, 1) != nil)
        #expect(bench.server.newest === picture)
        viewer.take()
        #expect(StreamReader.numbers(in: viewer.received) == [1])
    }

    @Test func oneThatNobodyIsAtIsNotCopied() {
        let first = lend(1)
        _ = lend(2)
        #expect(bench.server.keep(first) { _ in Issue.record("it was copied") } == nil)
        #expect(bench.server.counters.copied == 0)
    }

    /// The first copy needs memory of its own; the next are made in what nobody holds any more.
    @Test func copiesUseTheSameMemory() {
        var places: Set<ObjectIdentifier> = []
        var picture = Picture()
        for number in 1...20 {
            picture.lie(in: Picture.Loan(buffer: 0, range: 0..<jpeg(number).count))
            bench.wait(milliseconds: 33)
            bench.server.publish(
                picture, stamp: FrameStamp(captured: bench.now.instant, sequence: number), now: bench.now)
            guard let spare = keep(picture, number) else {
                Issue.record("picture \(number) was not kept")
                return
            }
            viewer.take()
            bench.server.newest = nil
            picture = spare
            places.insert(ObjectIdentifier(spare))
        }
        #expect(places.count == 2, "one for the buffer, one for the copy")
        #expect(bench.server.counters.copied == 20)
        #expect(StreamReader.numbers(in: viewer.received) == Array(1...20))
    }
}
