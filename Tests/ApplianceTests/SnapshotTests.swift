import Testing

@testable import Appliance

@Suite("Snapshots")
struct SnapshotTests {
    private static func unavailable(_ line: String) -> String {
        Reply.line("503 Service Unavailable", line).text
    }

    private func ask(_ bench: Bench, _ target: String = "/snapshot") -> Peer {
        guard let connection = bench.server.accept(peer: "192.0.2.9:1", now: bench.now) else {
            preconditionFailure("the server has no place")
        }
        let peer = Peer(connection, at: bench)
        peer.send(request("GET", target))
        peer.take()
        return peer
    }

    private func number(in peer: Peer) -> Int? {
        let end = Array("\r\n\r\n".utf8)
        guard let start = peer.received.indices.first(where: { peer.received[$0...].starts(with: end) }) else {
            return nil
        }
        return SampleJPEG.number(of: peer.received[(start + 4)...])
    }

    @Test(arguments: [
        ("/snapshot", 1000), ("/snapshot?max_age=250", 250), ("/snapshot.jpg?max_age=3600000", 3_600_000),
        ("/?action=snapshot&max_age=1", 1),
    ])
    func newestIsGivenWhenItIsYoungEnough(_ target: String, _ milliseconds: Int) {
        for (age, isGiven) in [(0, true), (milliseconds, true), (milliseconds + 1, false)] {
            let bench = Bench.streaming {
                $0.settle = .milliseconds(0)
                $0.frameTimeout = .seconds(100_000)
            }
            bench.next(1)
            bench.wait(milliseconds: age)
            let peer = ask(bench, target)
            #expect(number(in: peer) == (isGiven ? 1 : nil))
            bench.next(2)
            peer.take()
            #expect(number(in: peer) == (isGiven ? 1 : 2))
        }
    }

    @Test func ageOfNoughtIsAPictureFromNowOn() {
        let bench = Bench.streaming { $0.settle = .milliseconds(0) }
        bench.next(1)
        bench.wait(milliseconds: 1)
        let peer = ask(bench, "/snapshot?max_age=0")
        bench.wait(milliseconds: 20)
        // Captured before it was asked for, and only now encoded.
        bench.publish(SampleJPEG.picture(number: 2), millisecondsAgo: 21)
        peer.take()
        #expect(peer.received.isEmpty)
        bench.wait(milliseconds: 20)
        bench.publish(SampleJPEG.picture(number: 3), millisecondsAgo: 20)
        peer.take()
        #expect(number(in: peer) == 3)
        #expect(peer.text.contains("\r\nX-Age: 20.000\r\nX-Sequence: 3\r\n"))
    }

    @Test func wakesAnIdleCameraAndWaitsForItToSettle() {
        let bench = Bench()
        let peer = ask(bench)
        #expect(bench.orders == [.open])
        #expect(peer.connection.interest == Connection.Interest(reading: false, writing: false, hangup: false))
        bench.wait(milliseconds: 700)
        bench.open()
        for number in 1...15 {
            bench.next(number)
            peer.take()
            #expect(peer.received.isEmpty, "too early: picture \(number)")
        }
        bench.wait(milliseconds: 1)
        bench.next(16)
        peer.take()
        #expect(number(in: peer) == 16)
        #expect(peer.connection.interest.reading, "the connection goes on")
    }

    @Test func settlingCountsFromTheFirstFrameWantedOrNot() {
        let bench = Bench.streaming()
        for driverSequence: UInt32 in 0..<16 {
            _ = bench.server.stamp(driverSequence: driverSequence, captured: bench.now.instant)
            bench.wait(milliseconds: 40)
        }
        let peer = ask(bench)
        bench.publish(SampleJPEG.picture(number: 17))
        peer.take()
        #expect(number(in: peer) == 17, "a camera that has been open for long has settled")
    }

    @Test func settlesAnewAfterEachOpening() {
        let bench = Bench.streaming()
        for number in 1...30 { bench.next(number) }
        bench.handle(.failed(.silent))
        bench.turn(after: 250)
        bench.open()
        bench.handle(.frame)
        let peer = ask(bench)
        bench.next(31)
        peer.take()
        #expect(peer.received.isEmpty)
    }

    @Test func patternHasNothingToSettle() {
        let bench = Bench()
        let peer = ask(bench)
        bench.open(.pattern)
        bench.next(1)
        peer.take()
        #expect(number(in: peer) == 1)
    }

    @Test func severalWaitForTheSamePicture() {
        let bench = Bench.streaming { $0.settle = .milliseconds(0) }
        let peers = (0..<3).map { _ in ask(bench) }
        bench.next(1)
        for peer in peers { peer.take() }
        #expect(peers.map { number(in: $0) } == [1, 1, 1])
    }

    @Test func refusedWhilePaused() {
        let bench = Bench.streaming()
        bench.handle(.pause)
        #expect(ask(bench).text == Self.unavailable("paused: nobody is looking until it is resumed"))
    }

    @Test(arguments: [
        (CameraFault.unplugged, "/dev/video0 was unplugged: plug it in again"),
        (.noPermission, "/dev/video0 may not be opened by this user: add it to group video, then log in again"),
        (.noBandwidth, "/dev/video0 needs more USB bandwidth than there is: lower the size or the rate"),
    ])
    func refusedWhileRecovering(_ fault: CameraFault, _ reason: String) {
        let bench = Bench.streaming()
        bench.handle(.failed(fault))
        #expect(ask(bench).text == Self.unavailable(reason))
        #expect(bench.server.reason == reason)
    }

    @Test func whoWaitsIsToldWhenTheCameraFails() {
        let bench = Bench.streaming()
        let peer = ask(bench)
        bench.wait(milliseconds: 9999)
        bench.handle(.failed(.unplugged))
        #expect(peer.connection.wantsFlush)
        #expect(peer.connection.deadline == bench.now.instant + .seconds(10), "the answer has its own time")
        peer.take()
        #expect(peer.text == Self.unavailable("/dev/video0 was unplugged: plug it in again"))
    }

    @Test func whoWaitsIsToldOfAPause() {
        let bench = Bench.streaming()
        let peer = ask(bench)
        bench.handle(.pause)
        peer.take()
        #expect(peer.text == Self.unavailable("paused: nobody is looking until it is resumed"))
    }

    @Test func tooLate() {
        let bench = Bench {
            $0.snapshotTime = .seconds(3)
            $0.frameTimeout = .seconds(60)
        }
        let opening = ask(bench)
        bench.turn(after: 2999)
        #expect(opening.taken().isEmpty)
        bench.turn(after: 1)
        opening.take()
        #expect(opening.text == Self.unavailable("the camera is starting"))
        bench.open()
        bench.handle(.frame)
        let streaming = ask(bench)
        bench.turn(after: 3000)
        streaming.take()
        #expect(streaming.text == Self.unavailable("no picture came in time"))
    }

    @Test func whoLeavesIsForgotten() {
        let bench = Bench.streaming { $0.settle = .milliseconds(0) }
        let peer = ask(bench)
        peer.leave()
        #expect(peer.connection.isEnded)
        bench.next(1)
        #expect(!bench.server.isWatched)
        #expect(peer.received.isEmpty)
    }
}
