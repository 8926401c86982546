import Testing

@testable import Appliance

/// What viewers and snapshots are given while there is no picture of the camera's.
@Suite("While there is no picture")
struct NoticeBoardTests {
    /// A server whose camera gave a picture to a viewer, before that happened.
    private func watched(_ event: Supervisor.Event? = nil) -> (Bench, Peer) {
        let bench = Bench.streaming()
        let peer = bench.watch()
        bench.next(1)
        peer.take()
        if let event { bench.handle(event) }
        return (bench, peer)
    }

    private func numbers(_ peer: Peer) -> [Int?] {
        peer.take()
        return StreamReader.numbers(in: peer.received)
    }

    // MARK: What it says

    struct Row: CustomTestStringConvertible, Sendable {
        let events: [Supervisor.Event]
        let headline: NoticeBoard.Text.Headline?
        let detail: String
        var hadCamera = true
        var testDescription: String { "\(events)" }
    }

    @Test(arguments: [
        Row(events: [], headline: nil, detail: ""),
        Row(events: [.pause], headline: .paused, detail: "paused: nobody is looking until it is resumed"),
        Row(events: [.unwanted], headline: nil, detail: ""),
        Row(events: [.pause, .resume], headline: .starting, detail: "the camera is starting"),
        Row(
            events: [.failed(.silent)], headline: .cameraLost,
            detail: "/dev/video0 sends no pictures: it is started again"),
        Row(
            events: [.failed(.unplugged)], headline: .cameraLost,
            detail: "/dev/video0 was unplugged: plug it in again"),
        Row(
            events: [.failed(.unplugged), .appeared, .opened], headline: .cameraLost,
            detail: "/dev/video0 was unplugged: plug it in again"),
        Row(events: [.wanted], headline: .starting, detail: "the camera is starting", hadCamera: false),
        Row(
            events: [.wanted, .failed(.missing)], headline: .noCamera,
            detail: "the camera is not there: plug it in, or see what `martlet probe` lists", hadCamera: false),
        Row(
            events: [.wanted, .failed(.noPermission)], headline: .cameraLost,
            detail: "the camera may not be opened by this user: add it to group video, then log in again",
            hadCamera: false),
    ])
    func text(_ row: Row) {
        let bench = row.hadCamera ? watched().0 : Bench()
        for event in row.events { bench.handle(event) }
        let text = bench.server.noticeText
        #expect(text?.headline == row.headline)
        #expect(String(decoding: text?.detail ?? [], as: UTF8.self) == row.detail)
        #expect(text?.size ?? PictureSize(width: 1280, height: 720) == PictureSize(width: 1280, height: 720))
    }

    // MARK: When

    @Test func paused_viewersAreToldAtOnceAndAgainWithinASecond() {
        let (bench, peer) = watched(.pause)
        #expect(bench.millisecondsToDeadline ?? 1 <= 0)
        bench.turn()
        #expect(bench.notices == 1)
        bench.finishNotice(2)
        #expect(numbers(peer) == [1, 2])
        for round in 0..<3 {
            #expect(bench.millisecondsToDeadline == 900)
            bench.turn(after: 899)
            #expect(numbers(peer).count == 2 + round)
            bench.turn(after: 1)
            #expect(numbers(peer).count == 3 + round)
        }
        #expect(bench.notices == 1, "it is drawn once")
        let sequences = StreamReader.parts(in: peer.received).compactMap { $0.field("X-Sequence").flatMap { Int($0) } }
        #expect(sequences == sequences.sorted() && Set(sequences).count == 5)
    }

    @Test func aFaultIsToldAfterAQuarterOfASecondAndANewReasonAtOnce() {
        let (bench, peer) = watched(.failed(.unplugged))
        bench.turn(after: 249)
        #expect(bench.notices == 0)
        bench.turn(after: 1)
        #expect(bench.notices == 1)
        bench.finishNotice(2)
        #expect(numbers(peer) == [1, 2])
        bench.handle(.appeared)
        bench.handle(.failed(.noBandwidth))
        bench.turn(after: 1)
        #expect(bench.notices == 2)
        bench.finishNotice(3)
        #expect(numbers(peer) == [1, 2, 3])
    }

    @Test func aCameraThatIsBackInAQuarterOfASecondLeavesNoTrace() {
        let (bench, peer) = watched(.failed(.silent))
        bench.turn(after: 100)
        bench.open()
        bench.turn(after: 149)
        bench.publish(SampleJPEG.picture(number: 2))
        bench.turn(after: 1000)
        #expect(bench.notices == 0)
        #expect(numbers(peer) == [1, 2])
    }

    @Test func afterTheOutageTheStreamGoesOnWithTheCamera() {
        let (bench, peer) = watched(.failed(.silent))
        bench.turn(after: 250)
        bench.finishNotice(2)
        peer.take()
        bench.open()
        bench.next(3)
        bench.turn(after: 1999)
        #expect(numbers(peer) == [1, 2, 3])
        #expect(bench.server.noticeText == nil)
    }

    @Test func oneThingIsDrawnAtATime() {
        let (bench, peer) = watched(.failed(.unplugged))
        bench.turn(after: 250)
        bench.handle(.pause)
        bench.turn()
        #expect(bench.notices == 1)
        #expect(bench.server.deadline == nil, "the drawing wakes the loop")
        bench.finishNotice(2)
        #expect(numbers(peer) == [1], "that it was lost is no longer so")
        bench.turn()
        #expect(bench.notices == 2)
        bench.finishNotice(3)
        #expect(numbers(peer) == [1, 3])
    }

    @Test func whatCannotBeDrawnIsNotTriedForEver() {
        let (bench, peer) = watched(.pause)
        bench.turn()
        bench.server.publishNotice([], now: bench.now)
        #expect(numbers(peer) == [1])
        #expect(bench.server.deadline == nil)
        bench.turn(after: 10_000)
        #expect(bench.notices == 1)
    }

    @Test func whoComesWhilePausedIsToldAtOnce() {
        let (bench, _) = watched(.pause)
        bench.turn()
        bench.finishNotice(2)
        bench.turn(after: 300)
        #expect(numbers(bench.watch()) == [2])
    }

    @Test func whoComesAfterwardsIsNotToldWhatWasSo() {
        let (bench, peer) = watched(.pause)
        bench.turn()
        bench.finishNotice(2)
        bench.handle(.resume)
        #expect(numbers(bench.watch()).isEmpty)
        peer.leave()
        bench.handle(.unwanted)
        #expect(bench.server.newest == nil)
    }

    @Test func pausedWithoutViewersNothingIsDrawnAndNothingWakes() {
        let (bench, peer) = watched(.pause)
        peer.leave()
        bench.turn()
        #expect(bench.notices == 0)
        #expect(bench.server.deadline == nil)
    }

    // MARK: Snapshots

    private func snapshot(_ bench: Bench, _ query: String) -> Peer? {
        let peer = bench.connect()
        peer?.send(request("GET", "/snapshot" + query))
        peer?.take()
        return peer
    }

    @Test(arguments: [Supervisor.Event.pause, .failed(.unplugged)])
    func aSnapshotTakesANoticeOnlyIfItAskedForIt(_ event: Supervisor.Event) {
        let (bench, viewer) = watched(event)
        viewer.leave()
        #expect(snapshot(bench, "?placeholder=0")?.text.hasPrefix("HTTP/1.1 503 ") == true)
        let peer = snapshot(bench, "?placeholder=1")
        #expect(peer?.text == "")
        bench.turn(after: 250)
        #expect(bench.notices == 1)
        bench.finishNotice(7)
        peer?.take()
        #expect(peer?.text.hasPrefix("HTTP/1.1 200 OK\r\n") == true)
        #expect(peer?.text.contains("Content-Type: image/jpeg\r\n") == true)
        #expect(
            peer?.received.suffix(SampleJPEG.picture(number: 7).count).elementsEqual(SampleJPEG.picture(number: 7))
                == true)
        // The next one need not wait.
        #expect(snapshot(bench, "?placeholder=1")?.text.hasPrefix("HTTP/1.1 200 OK\r\n") == true)
    }

    @Test func aSnapshotOfACameraThatStartsIsOfTheCamera() {
        let bench = Bench()
        let peer = snapshot(bench, "?placeholder=1")
        bench.turn(after: 400)
        #expect(bench.notices == 0)
        bench.open()
        bench.next(1)
        bench.wait(milliseconds: 500)
        bench.next(2)
        peer?.take()
        #expect(
            peer?.received.suffix(SampleJPEG.picture(number: 2).count).elementsEqual(SampleJPEG.picture(number: 2))
                == true)
    }

    @Test func aSnapshotThatWaitsForTheCameraTakesTheNoticeWhenItFails() {
        let bench = Bench()
        let peer = snapshot(bench, "?placeholder=1")
        bench.handle(.failed(.missing))
        peer?.take()
        #expect(peer?.text == "")
        bench.turn(after: 250)
        bench.finishNotice(3)
        peer?.take()
        #expect(peer?.text.hasPrefix("HTTP/1.1 200 OK\r\n") == true)
    }

    @Test(arguments: ["2", "yes", ""])
    func placeholderIsNoughtOrOne(_ value: String) {
        let reply = Bench().ask(request("GET", "/snapshot?placeholder=" + value))
        #expect(reply == Reply.line("400 Bad Request", "placeholder takes 0 or 1").text)
    }
}
