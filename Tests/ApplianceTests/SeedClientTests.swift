import Testing

@testable import Appliance

@Suite("Two simple clients")
struct SeedClientTests {
    @Test(arguments: [0, 200, 986, 1023, 1024, 1025, 5000, 20_000])
    func seedHasEachPictureBeforeTheNextIsThere(_ bytes: Int) {
        let bench = Bench.streaming()
        let peer = bench.watch("/video_feed")
        var client = SeedClient()
        client.arrive(Self.content(of: peer.received))
        for number in 1...10 {
            bench.next(number, bytes: bytes + 37 * number)
            client.arrive(peer.taken())
            #expect(client.pictures.count == number)
            #expect(client.pictures.last.flatMap { SampleJPEG.number(of: $0) } == number)
        }
    }

    @Test func seedHasTheLastPictureOfASourceThatFails() {
        let bench = Bench.streaming()
        let peer = bench.watch("/video_feed")
        var client = SeedClient()
        client.arrive(Self.content(of: peer.received))
        bench.next(1)
        client.arrive(peer.taken())
        bench.handle(.failed(.unplugged))
        #expect(peer.taken().isEmpty)
        #expect(client.pictures.map { SampleJPEG.number(of: $0) } == [1])
    }

    @Test(arguments: [0, 1000, 20_000])
    func readerOfLengthsHasEachPictureBeforeTheNextIsThere(_ bytes: Int) {
        let bench = Bench.streaming()
        let peer = bench.watch("/stream")
        for number in 1...10 {
            bench.next(number, bytes: bytes + 37 * number)
            peer.take()
            let parts = StreamReader.parts(in: peer.received)
            #expect(parts.count == number)
            #expect(parts.last.flatMap { SampleJPEG.number(of: $0.content) } == number)
        }
    }

    static func content(of answer: [UInt8]) -> [UInt8] {
        let end = Array("\r\n\r\n".utf8)
        let start = answer.indices.first { answer[$0...].starts(with: end) }
        return start.map { Array(answer[($0 + end.count)...]) } ?? []
    }
}
