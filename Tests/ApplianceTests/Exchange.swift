import Testing

@testable import Appliance

/// What one connection sends and is to be answered, however the bytes are cut.
struct Exchange: CustomTestStringConvertible {
    var testDescription: String
    let request: String
    let answer: [UInt8]

    init(_ description: String, _ request: String, _ answer: Reply...) {
        testDescription = description
        self.request = request
        self.answer = answer.flatMap(\.bytes)
    }

    /// Has the exchange at a new server for each way of cutting: whole, a byte at a time, and in two at every point.
    ///
    /// - Parameters:
    ///   - bench: makes the server.
    ///   - after: what happens when the request has been sent.
    func check(at bench: () -> Bench, after: (Bench) -> Void = { _ in }, _ place: SourceLocation = #_sourceLocation) {
        func check(_ cut: String, _ send: (Peer) -> Void) {
            let bench = bench()
            guard let peer = bench.connect() else {
                Issue.record("the server has no place", sourceLocation: place)
                return
            }
            send(peer)
            after(bench)
            peer.take()
            if peer.received != answer {
                // Shown as text, for the eye; what is compared are the bytes.
                let text = String(decoding: answer, as: UTF8.self)
                Issue.record("\(testDescription), sent \(cut): \(peer.text) is not \(text)", sourceLocation: place)
            }
        }
        check("whole") { $0.send(request) }
        check("byte by byte") { $0.sendByteByByte(request) }
        for index in 1..<request.utf8.count { check("in two at \(index)") { $0.send(request, cutAt: index) } }
    }
}
