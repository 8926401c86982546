import Testing

@testable import Appliance

@Suite("The latest frame wins")
struct LatestFrameTests {
    @Test func slowViewerIsGivenTheNewest() {
        let bench = Bench.streaming()
        let fast = bench.watch()
        let slow = bench.watch()
        bench.next(1)
        fast.take()
        slow.take(10)
        for number in 2...9 {
            bench.next(number)
            fast.take()
        }
        slow.take()
        #expect(StreamReader.numbers(in: slow.received) == [1, 9])
        #expect(StreamReader.parts(in: slow.received).map { $0.field("X-Sequence") } == ["1", "9"])
        #expect(slow.connection.viewer?.skipped == 7)
        #expect(slow.connection.viewer?.frames == 2)
        #expect(StreamReader.numbers(in: fast.received) == Array(1...9))
        #expect(fast.connection.viewer?.skipped == 0)
    }

    @Test func pictureThatASlowViewerHoldsIsNotOverwritten() {
        let bench = Bench.streaming()
        let fast = bench.watch()
        let slow = bench.watch("/video_feed")
        let first = bench.next(1, bytes: 5000)
        slow.take(10)
        for number in 2...100 {
            #expect(bench.next(number, bytes: 5000) !== first)
            fast.take()
            slow.take(1)
        }
        slow.take(5000)
        let start = slow.received.indices.first { slow.received[$0...].starts(with: [0xFF, 0xD8]) } ?? 0
        let picture = slow.received[start...].prefix(1090 + 5000)
        #expect(SampleJPEG.number(of: picture) == 1)
    }

    @Test func framesUseTheSameMemoryAgain() {
        let bench = Bench.streaming()
        let peer = bench.watch()
        var seen: Set<ObjectIdentifier> = []
        for number in 1...100 {
            // Only the pictures' places are kept: one that the test held would not be free.
            if let picture = bench.next(number) { seen.insert(ObjectIdentifier(picture)) }
            peer.take()
        }
        #expect(seen.count == 2, "the newest, and the one before it")
    }

    @Test func sequenceNeverGoesBack() {
        let bench = Bench.streaming()
        let peer = bench.watch()
        var last = 0
        for opening in 0..<4 {
            for number in 1...5 {
                bench.next(number)
                peer.take()
            }
            bench.handle(.failed(.silent))
            bench.turn(after: 10_000)
            if opening % 2 == 0 {
                bench.handle(.pause)
                bench.handle(.resume)
            }
            // A driver counts from nought at each opening, or goes on, with gaps for what nobody saw.
            bench.open(driverSequence: UInt32(opening % 2) * 1000)
        }
        for part in StreamReader.parts(in: peer.received) {
            let sequence = part.field("X-Sequence").flatMap { Int($0) } ?? 0
            #expect(sequence == last + 1)
            last = sequence
        }
        #expect(last == 20)
    }

    /// Driver's number and capture time in milliseconds, and whether it is taken after the frame 100 of time 0.
    @Test(arguments: [
        (99, -33, false), (84, -500, false), (99, -1, false),
        // Too far behind, or ahead, for a frame that was overtaken: a counter that began anew, by a clock that was set.
        (83, -500, true), (101, -33, true),
        // A counter that began anew.
        (99, 33, true), (0, 33, true),
        (100, 0, true),
    ])
    func aFrameThatALaterOneOvertookIsLeftOut(_ number: UInt32, _ milliseconds: Int, _ isTaken: Bool) {
        let bench = Bench.streaming()
        let time = bench.now.instant
        #expect(bench.server.stamp(driverSequence: 100, captured: time) != nil)
        let stamp = bench.server.stamp(driverSequence: number, captured: time + .milliseconds(milliseconds))
        #expect((stamp != nil) == isTaken)
        #expect(bench.server.stamp(driverSequence: 102, captured: time + .milliseconds(67)) != nil)
    }

    @Test func overtakenAcrossTheEndOfTheDriversNumbers() {
        let bench = Bench.streaming()
        let time = bench.now.instant
        #expect(bench.server.stamp(driverSequence: 1, captured: time) != nil)
        #expect(bench.server.stamp(driverSequence: .max, captured: time - .milliseconds(66)) == nil)
    }

    @Test func pictureFromTheFutureHasNoAgeBelowNothing() {
        let bench = Bench.streaming()
        let peer = bench.watch()
        bench.publish(SampleJPEG.picture(number: 1), millisecondsAgo: -5)
        peer.take()
        let part = StreamReader.parts(in: peer.received).first
        #expect(part?.field("X-Age") == "0.000")
        #expect(part?.field("X-Timestamp") == "1763838413.123456")
    }

    @Test func nothingIsMadeForNobody() {
        let bench = Bench.streaming()
        #expect(!bench.server.isPictureWanted(captured: bench.now.instant))
        let peer = bench.watch()
        #expect(bench.server.isPictureWanted(captured: bench.now.instant))
        bench.next(1)
        peer.take(1)
        #expect(
            !bench.server.isPictureWanted(captured: bench.now.instant),
            "a viewer that is still at a picture wants no other")
        peer.take()
        #expect(bench.server.isPictureWanted(captured: bench.now.instant))
        peer.leave()
        #expect(!bench.server.isPictureWanted(captured: bench.now.instant))
        guard let other = bench.connect() else { return }
        other.send(request("GET", "/snapshot"))
        #expect(bench.server.isPictureWanted(captured: bench.now.instant))
    }

    @Test func aViewerWhoAskedForFewerWantsOnlyThose() {
        let bench = Bench.streaming()
        let peer = bench.watch("/stream?fps=10")
        var wanted = 0
        for number in 1...30 {
            bench.wait(milliseconds: 33)
            if bench.server.isPictureWanted(captured: bench.now.instant) { wanted += 1 }
            #expect(
                bench.server.isPictureOfUse(captured: bench.now.instant)
                    == bench.server.isPictureWanted(captured: bench.now.instant))
            bench.publish(SampleJPEG.picture(number: number))
            peer.take()
        }
        #expect(wanted == 10)
        #expect(StreamReader.parts(in: peer.received).count == 10)
        bench.wait(milliseconds: 100)
        bench.publish(SampleJPEG.picture(number: 31))
        peer.take(1)
        #expect(bench.server.isPictureOfUse(captured: bench.now.instant), "through with this, it takes the newest")
    }
}
