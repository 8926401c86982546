import Testing
import Wire

@testable import Appliance

@Suite("While the camera is opened")
struct NoticeTests {
    /// A server whose camera is being opened for a viewer who came just now.
    private func waiting(_ target: String = "/stream") -> (Bench, Peer) {
        let bench = Bench()
        let peer = bench.watch(target)
        bench.turn()
        #expect(bench.orders == [.open])
        return (bench, peer)
    }

    @Test func viewersAreToldAfterAQuarterOfASecond() {
        let (bench, peer) = waiting()
        #expect(bench.millisecondsToDeadline == 250)
        bench.wait(milliseconds: 249)
        #expect(!bench.drawNotice())
        bench.wait(milliseconds: 1)
        #expect(bench.drawNotice())
        #expect(!bench.drawNotice())
        #expect(
            bench.millisecondsToDeadline == 9750,
            "it is being drawn; the next that is due is that opening takes too long")
        bench.finishNotice(0)
        peer.take()
        #expect(StreamReader.numbers(in: peer.received) == [0])
        let late = bench.watch()
        late.take()
        #expect(StreamReader.numbers(in: late.received) == [0], "who comes now waits too")
    }

    @Test func aQuickCameraGivesNoNotice() {
        let (bench, peer) = waiting()
        bench.turn(after: 200)
        bench.open()
        bench.wait(milliseconds: 49)
        #expect(!bench.drawNotice())
        bench.publish(SampleJPEG.picture(number: 1))
        peer.take()
        #expect(StreamReader.numbers(in: peer.received) == [1])
    }

    /// A raw frame takes its time to be encoded, and a notice may go out meanwhile.
    @Test func aPictureThatANoticeOvertookIsNumberedAfterIt() throws {
        let (bench, peer) = waiting()
        bench.turn(after: 250)
        bench.openEncoded()
        let stamped = bench.server.stamp(driverSequence: 7, captured: bench.now.instant)
        bench.finishNotice(0)
        peer.take()
        let taken = bench.server.takePicture(bytes: 64)
        let (stamp, picture) = (try #require(stamped), try #require(taken))
        picture.bytes = SampleJPEG.picture(number: 1)
        bench.server.publish(picture, stamp: stamp, now: bench.now)
        bench.handle(.frame)
        peer.take()
        bench.next(2)
        peer.take()
        let sequences = StreamReader.parts(in: peer.received).compactMap { $0.field("X-Sequence").flatMap { Int($0) } }
        #expect(StreamReader.numbers(in: peer.received) == [0, 1, 2])
        #expect(sequences == [2, 3, 4])
    }

    @Test func aNoticeThatComesTooLateIsNotShown() {
        let (bench, peer) = waiting()
        bench.turn(after: 250)
        #expect(bench.notices == 1)
        bench.open()
        bench.publish(SampleJPEG.picture(number: 1))
        bench.finishNotice(0)
        peer.take()
        #expect(StreamReader.numbers(in: peer.received) == [1])
        // Nor one that a viewer had no time to take.
        let (other, slow) = waiting()
        other.turn(after: 250)
        other.finishNotice(0)
        other.open()
        slow.take()
        #expect(StreamReader.numbers(in: slow.received).isEmpty)
    }

    @Test func itCountsForNoOneWhoAskedForPictures() {
        let (bench, peer) = waiting("/stream?frames=1")
        guard let snapshot = bench.connect() else { return }
        snapshot.send(request("GET", "/snapshot"))
        bench.turn(after: 250)
        bench.finishNotice(0)
        peer.take()
        snapshot.take()
        #expect(!peer.connection.hasSaidAll)
        #expect(snapshot.received.isEmpty, "a snapshot is of the camera")
        bench.open()
        bench.turn(after: 600)
        bench.publish(SampleJPEG.picture(number: 1))
        peer.take()
        #expect(StreamReader.numbers(in: peer.received) == [0, 1])
        #expect(peer.text.hasSuffix("\r\n--frame--\r\n"))
        let sequences = StreamReader.parts(in: peer.received).compactMap { $0.field("X-Sequence").flatMap { Int($0) } }
        #expect(sequences.count == 2 && sequences[0] < sequences[1])
    }

    /// The stream's time is over while a notice is the newest there is.
    @Test(arguments: ["/stream", "/video_feed"])
    func aStreamCanEndWithANotice(_ path: String) {
        let (bench, peer) = waiting(path + "?seconds=1")
        bench.turn(after: 250)
        bench.finishNotice(0)
        peer.take()
        bench.turn(after: 750)
        peer.take()
        #expect(peer.connection.hasSaidAll)
        #expect(peer.text.hasSuffix("\r\n--frame--\r\n"))
    }

    @Test func aNoticeDoesNotCountForTheRate() {
        let (bench, peer) = waiting("/stream?fps=0.1")
        bench.turn(after: 250)
        bench.finishNotice(0)
        peer.take()
        bench.open()
        bench.next(1)
        peer.take()
        #expect(StreamReader.numbers(in: peer.received) == [0, 1])
    }

    @Test func withoutViewersNothingIsDrawn() {
        let bench = Bench()
        bench.handle(.wanted)
        bench.wait(milliseconds: 1000)
        #expect(!bench.drawNotice())
        #expect(bench.millisecondsToDeadline == 9000, "only that opening takes too long")
    }

    @Test func theTimeToTheFirstFrameIsTold() {
        let bench = Bench()
        #expect(bench.ask(request("GET", "/state")).contains("\"first_frame_ms\":null"))
        bench.watch()
        bench.turn()
        bench.wait(milliseconds: 300)
        bench.open()
        #expect(bench.server.firstFrameTime == nil)
        bench.wait(milliseconds: 45)
        bench.publish(SampleJPEG.picture(number: 1))
        bench.next(2)
        #expect(bench.ask(request("GET", "/state")).contains("\"first_frame_ms\":345.000"))
        bench.handle(.failed(.unplugged))
        bench.turn(after: 10_000)
        #expect(bench.orders.last == .open)
        #expect(bench.server.firstFrameTime == nil, "it is another opening")
        bench.handle(.failed(.unplugged))
        bench.turn(after: 10_000)
        bench.open()
        bench.publish(SampleJPEG.picture(number: 3))
        #expect(bench.server.firstFrameTime == .milliseconds(10_000), "from when it was first asked for")
    }

    // MARK: The drawing

    @Test func wordsAreWrittenInTheMiddle() {
        let notice = Notice(
            size: PictureSize(width: 640, height: 360), headline: "Starting",
            detail: Array("the camera is starting".utf8))
        let reader = NoticeReader(notice: notice)
        let rows = reader.inkedRows
        #expect(rows.count > 60)
        let (top, bottom) = (rows.first ?? 0, 359 - (rows.last ?? 359))
        #expect(abs(top - bottom) < 30)
        let columns = reader.inkedColumns
        #expect(abs((columns.first ?? 0) - (639 - (columns.last ?? 639))) < 12)
    }

    @Test(arguments: [(16, 16), (17, 19), (160, 120), (1280, 720), (8192, 16), (16, 8192)])
    func everySizeCanBeDrawn(_ width: Int, _ height: Int) {
        let notice = Notice(
            size: PictureSize(width: width, height: height), headline: "Camera lost",
            detail: Array(
                "not enough USB bandwidth: lower the size or the rate, or use another port for the other cameras".utf8))
        #expect(notice.lines.count == height)
        let lines = notice.bytes.count / notice.bytesPerLine
        #expect(notice.lines.allSatisfy { $0 < lines })
    }

    @Test func longTextIsWrappedAtSpaces() {
        func wrap(_ text: String, _ width: Int) -> [String] {
            Notice.wrap(Array(text.utf8), width: width).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(wrap("the camera is starting", 10) == ["the camera", "is", "starting"])
        #expect(wrap("the camera is starting", 9) == ["the", "camera is", "starting"])
        #expect(wrap("a", 0) == ["a"])
        #expect(wrap("unbreakable word", 5) == ["unbre", "word"])
        #expect(wrap("", 5) == [])
    }

    @Test func everyGlyphIsDrawnAndDifferent() {
        let characters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-:.,#/()'_?`;".utf8)
        #expect(Set(characters.map { Array(Glyph.rows(of: $0)) }).count == characters.count)
        #expect(Glyph.rows(of: UInt8(ascii: "q")) == Glyph.rows(of: UInt8(ascii: "Q")))
        #expect(Glyph.rows(of: UInt8(ascii: "~")) == Glyph.rows(of: UInt8(ascii: "?")))
        #expect(Glyph.rows(of: 0xC3) == Glyph.rows(of: UInt8(ascii: "?")))
    }
}

/// Looks at a notice as a viewer does.
private struct NoticeReader {
    let notice: Notice

    private func isInk(_ column: Int, _ row: Int) -> Bool {
        notice.bytes[Int(notice.lines[row]) * notice.bytesPerLine + 2 * column] == 235
    }

    /// The rows with anything written in them.
    var inkedRows: [Int] {
        (0..<notice.size.height).filter { row in (0..<notice.size.width).contains { isInk($0, row) } }
    }

    /// The columns with anything written in them.
    var inkedColumns: [Int] {
        (0..<notice.size.width).filter { column in (0..<notice.size.height).contains { isInk(column, $0) } }
    }
}
