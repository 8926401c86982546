import Testing

@testable import Appliance

@Suite("Query parameters")
struct ParameterTests {
    private static let number = "a number from 0 to 1000000"
    private static let whole = "a whole number from 0 to 1000000"
    private static let age = "milliseconds, from 0 to 3600000"

    @Test(arguments: [
        ("fps=", number), ("fps", number), ("fps=x", number), ("fps=-1", number), ("fps=1.2345", number),
        ("fps=1000001", number), ("fps=99999999999999999999", number), ("fps=1e3", number), ("fps=%31%20", number),
        ("frames=", whole), ("frames=1.5", whole), ("frames=-1", whole), ("frames=1000001", whole),
        ("nbrofframes=x", whole), ("seconds=x", number), ("duration=.5", number), ("seconds=1.", number),
    ])
    func refusedByStream(_ parameter: String, _ takes: String) {
        let name = parameter.split(separator: "=")[0]
        let reply = Reply.line("400 Bad Request", "\(name) takes \(takes)")
        for path in ["/stream?", "/video_feed?", "/?action=stream&", "/axis-cgi/mjpg/video.cgi?"] {
            let target = path + parameter
            #expect(Bench().ask(request("GET", target)) == reply.text)
            #expect(Bench().ask(request("HEAD", target)) == reply.headOnly.text)
        }
    }

    @Test(arguments: ["max_age=", "max_age=-1", "max_age=1.5", "max_age=3600001", "max_age=now"])
    func refusedBySnapshot(_ parameter: String) {
        let bench = Bench()
        let reply = Reply.line("400 Bad Request", "max_age takes \(Self.age)")
        for path in ["/snapshot?", "/snapshot.jpg?", "/?action=snapshot&", "/axis-cgi/jpg/image.cgi?"] {
            #expect(bench.ask(request("GET", path + parameter)) == reply.text)
            #expect(bench.ask(request("HEAD", path + parameter)) == reply.headOnly.text)
        }
        #expect(bench.orders.isEmpty, "a request that is refused wakes no camera")
    }

    @Test(arguments: [
        ("frames=1", 1), ("frames=3", 3), ("nbrofframes=2", 2), ("frames=2&frames=9", 2), ("frames=2&nbrofframes=9", 2),
        ("nbrofframes=9&frames=2", 2),
    ])
    func framesEndTheStream(_ query: String, _ count: Int) {
        let bench = Bench.streaming()
        let peer = bench.watch("/stream?" + query)
        for number in 1...12 {
            bench.next(number)
            peer.take()
        }
        #expect(StreamReader.numbers(in: peer.received) == Array(1...count))
        #expect(peer.text.hasSuffix("\r\n--frame--\r\n"))
        #expect(peer.connection.hasSaidAll)
        #expect(bench.server.viewers == 0)
    }

    @Test(arguments: ["frames=0", "seconds=0", "seconds=0.000", "fps=0", "duration=0&nbrofframes=0"])
    func noughtIsNoLimit(_ query: String) {
        let bench = Bench.streaming()
        let peer = bench.watch("/stream?" + query)
        for number in 1...100 {
            bench.next(number)
            peer.take()
        }
        #expect(StreamReader.numbers(in: peer.received) == Array(1...100))
    }

    @Test(arguments: [("seconds=2", 2000), ("seconds=0.5", 500), ("duration=0.001", 1), ("duration=1.25", 1250)])
    func secondsEndTheStream(_ query: String, _ milliseconds: Int) {
        let bench = Bench.streaming()
        let peer = bench.watch("/stream?" + query)
        bench.handle(.frame)
        #expect(bench.millisecondsToDeadline == milliseconds)
        bench.wait(milliseconds: milliseconds - 1)
        #expect(peer.taken().isEmpty)
        bench.wait(milliseconds: 1)
        #expect(String(decoding: peer.taken(), as: UTF8.self) == "\r\n--frame--\r\n")
        #expect(peer.connection.hasSaidAll)
    }

    @Test func secondsDoNotCutAPicture() {
        let bench = Bench.streaming()
        let peer = bench.watch("/stream?seconds=1")
        bench.next(1)
        peer.take(20)
        bench.wait(milliseconds: 1500)
        #expect(bench.millisecondsToDeadline ?? 0 > 0, "a deadline that is over would make the loop spin")
        peer.take()
        #expect(StreamReader.numbers(in: peer.received) == [1])
        #expect(peer.text.hasSuffix("\r\n--frame\r\n\r\n--frame--\r\n"))
    }
}
