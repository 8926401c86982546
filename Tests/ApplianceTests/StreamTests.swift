import Testing

@testable import Appliance

@Suite("The bytes of a stream")
struct StreamTests {
    private let pictures = [SampleJPEG.picture(number: 1), SampleJPEG.picture(number: 2, bytes: 300)]

    @Test func streamOfTwoPictures() {
        let bench = Bench.streaming()
        let peer = bench.watch()
        bench.publish(pictures[0])
        #expect(
            peer.taken()
                == part(
                    "Content-Length: \(pictures[0].count)\r\nX-Timestamp: 1763838413.123456\r\nX-Age: 0.000\r\n"
                        + "X-Sequence: 1", pictures[0]))
        bench.wait(Interval(nanoseconds: 33_333_333))
        bench.publish(pictures[1], millisecondsAgo: 7)
        #expect(
            peer.taken()
                == part(
                    "Content-Length: 300\r\nX-Timestamp: 1763838413.149790\r\nX-Age: 7.000\r\nX-Sequence: 2",
                    pictures[1]))
        #expect(peer.taken().isEmpty)
    }

    private func part(_ fields: String, _ picture: [UInt8]) -> [UInt8] {
        Array("Content-Type: image/jpeg\r\n\(fields)\r\n\r\n".utf8) + picture + Array("\r\n--frame\r\n".utf8)
    }

    @Test func videoFeedOfTwoPictures() {
        let bench = Bench.streaming()
        let peer = bench.watch("/video_feed")
        let head =
            Array("\r\n--frame\r\nContent-Type: image/jpeg\r\n\r\n".utf8)
            + [0xFF, 0xD8, 0xFF, 0xFE, 4, 64] + [UInt8](repeating: UInt8(ascii: " "), count: 1022)
        #expect(peer.received.suffix(head.count - 2).elementsEqual(head[2...]), "all but a line's end goes ahead")
        for picture in pictures {
            bench.publish(picture)
            #expect(peer.taken() == [UInt8](repeating: UInt8(ascii: " "), count: 64) + picture[2...] + head)
        }
    }

    @Test(arguments: ["/stream", "/video_feed"])
    func bytesAreTheSameHoweverSlowlyTheyGo(_ target: String) {
        let bench = Bench.streaming()
        let fast = bench.watch(target)
        let slow = bench.watch(target)
        bench.publish(pictures[0])
        fast.take()
        while !slow.taken(1).isEmpty {}
        #expect(slow.received == fast.received)
    }

    @Test func pictureIsSharedAndNotCopied() {
        let bench = Bench.streaming()
        let peers = (0..<3).map { _ in bench.watch() }
        let picture = bench.publish(pictures[0])
        for peer in peers { peer.take(1) }
        #expect(picture != nil)
        #expect(peers.allSatisfy { $0.connection.outgoing.picture === picture })
    }

    @Test func newViewerGetsThePictureOfJustNow() {
        let bench = Bench.streaming()
        bench.publish(pictures[0])
        bench.wait(Interval(nanoseconds: 33_333_333))
        #expect(StreamReader.numbers(in: bench.watch().received) == [1])
        bench.wait(Interval(nanoseconds: 1))
        #expect(
            StreamReader.numbers(in: bench.watch().received) == [], "a picture of longer ago is not for a new viewer")
    }

    @Test func newViewerOfAPausedCameraGetsNoOldPicture() {
        let bench = Bench.streaming()
        bench.publish(pictures[0])
        bench.handle(.pause)
        #expect(StreamReader.numbers(in: bench.watch().received) == [])
        bench.handle(.resume)
        bench.open()
        let peer = bench.watch()
        bench.publish(pictures[1])
        peer.take()
        #expect(StreamReader.numbers(in: peer.received) == [2])
    }

    @Test func streamWaitsWithoutADeadlineAndTellsOfAHangup() {
        let bench = Bench.streaming { $0.frameTimeout = .seconds(60) }
        let peer = bench.watch()
        #expect(peer.connection.deadline == nil)
        #expect(peer.connection.interest == Connection.Interest(reading: false, writing: false, hangup: true))
        bench.publish(pictures[0])
        #expect(peer.connection.wantsFlush)
        peer.take(1)
        #expect(peer.connection.interest == Connection.Interest(reading: false, writing: true, hangup: true))
        #expect(!peer.connection.wantsFlush)
    }
}
