import Testing
import Wire

@Suite("The limits of a request, at their edges")
struct RequestLimitTests {
    @Test(arguments: heads + targets + contents)
    func edge(_ row: RequestCase) {
        row.check()
    }

    /// The limits that hold when nothing is said, at the same edges; the points of a split are those near them.
    @Test(arguments: [(4095, true), (4096, true), (4097, false)])
    func usualHead(bytes: Int, isRead: Bool) {
        let text = Array(head(ofBytes: bytes).utf8)
        #expect(text.count == bytes)
        let answer = isRead ? "GET / host=h keep" : "431 the request's head is too large"
        for point in [0, 1, bytes / 2] + (4090...bytes) {
            var transcript = Transcript(limits: RequestLimits())
            transcript.feed(text, 0..<point)
            transcript.feed(text, point..<bytes)
            #expect(transcript.lines == [answer], "split after \(point) bytes")
        }
    }

    /// Lines that never end do not make the parser hold more than its limit.
    @Test func endlessLine() {
        var transcript = Transcript(limits: RequestLimits())
        transcript.feed([UInt8](repeating: UInt8(ascii: "A"), count: 4095))
        #expect(transcript.lines.isEmpty)
        transcript.feed([UInt8(ascii: "A")])
        #expect(transcript.lines == ["414 the request line is too long"])
    }

    private static let small = RequestLimits(headBytes: 64, targetBytes: 16, bodyBytes: 8)
    private static let tooLarge = "431 the request's head is too large"

    private static let heads = [
        RequestCase("a head of 63 bytes", head(ofBytes: 63), "GET / host=h keep", limits: small),
        RequestCase("a head of 64 bytes", head(ofBytes: 64), "GET / host=h keep", limits: small),
        RequestCase("a head of 65 bytes", head(ofBytes: 65), tooLarge, limits: small),
        RequestCase(
            "heads of 64 bytes behind each other, with contents",
            head(ofBytes: 64, "Content-Length: 2\r\n") + "on\r\n" + head(ofBytes: 64) + head(ofBytes: 65),
            "GET / host=h body=on keep", "GET / host=h keep", tooLarge, limits: small),
        RequestCase(
            "empty lines do not count", "\r\n\r\n\r\n\r\n" + head(ofBytes: 64), "GET / host=h keep", limits: small),
        RequestCase(
            "64 bytes without an end", String(head(ofBytes: 66).unicodeScalars.prefix(64)), tooLarge, limits: small),
        RequestCase(
            "63 bytes without an end", String(head(ofBytes: 66).unicodeScalars.prefix(63)), limits: small, waits: true),
        RequestCase(
            "64 bytes without a line's end", String(repeating: "A", count: 64), "414 the request line is too long",
            limits: small),
        RequestCase("63 bytes without a line's end", String(repeating: "A", count: 63), limits: small, waits: true),
        RequestCase(
            "a fault within the limit and no end", "GET /\n" + String(repeating: "A", count: 100),
            "400 lines must end in CR LF", limits: small),
        RequestCase(
            "a fault beyond the limit", "GET / HTTP/1.1\r\nX: " + String(repeating: "A", count: 45) + "\n", tooLarge,
            limits: small),
    ]

    private static let targets = [
        RequestCase(
            "a target of 16 bytes", "GET /234567890123456 HTTP/1.0\r\n\r\n", "GET /234567890123456 host= close",
            limits: small),
        RequestCase(
            "a target of 17 bytes", "GET /2345678901234567 HTTP/1.0\r\n\r\n", "414 the request target is too long",
            limits: small),
        RequestCase(
            "an absolute target too long", "GET http://h/4567890 HTTP/1.0\r\n\r\n",
            "414 the request target is too long",
            limits: RequestLimits(headBytes: 64, targetBytes: 15)),
        RequestCase(
            "a target too long of another method", "POST /2345678901234567 HTTP/1.0\r\n\r\n",
            "414 the request target is too long", limits: small),
    ]

    private static let contents = [
        RequestCase(
            "content of 8 bytes", "PUT / HTTP/1.0\r\nContent-Length: 8\r\n\r\n12345678",
            "PUT / host= body=12345678 close",
            limits: small),
        RequestCase(
            "content of 9 bytes", "PUT / HTTP/1.0\r\nContent-Length: 9\r\n\r\n123456789",
            "413 the content is too large",
            limits: small),
        RequestCase(
            "content of a terabyte", "PUT / HTTP/1.0\r\nContent-Length: 1099511627776\r\n\r\n",
            "413 the content is too large"),
        RequestCase(
            "content of 1024 bytes",
            "PUT / HTTP/1.0\r\nContent-Length: 1024\r\n\r\n" + String(repeating: "A", count: 1024),
            "PUT / host= body=" + String(repeating: "A", count: 1024) + " close"),
        RequestCase(
            "content of 1025 bytes", "PUT / HTTP/1.0\r\nContent-Length: 1025\r\n\r\n", "413 the content is too large"),
    ]
}

/// A request whose head is so long.
private func head(ofBytes bytes: Int, _ fields: String = "") -> String {
    let beginning = "GET / HTTP/1.1\r\nHost: h\r\n" + fields + "X: "
    return beginning + String(repeating: "a", count: bytes - beginning.utf8.count - 4) + "\r\n\r\n"
}
