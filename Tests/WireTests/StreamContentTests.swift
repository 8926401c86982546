import Testing

@testable import Wire

@Suite("What a response holds, by its Content-Type")
struct StreamContentTests {
    private func read(_ text: String?) throws(StreamContentError) -> StreamContent {
        try StreamContent(contentType: text.map { Array($0.utf8) })
    }

    @Test(
        arguments: [
            ("multipart/x-mixed-replace; boundary=frame", "frame"),
            ("multipart/x-mixed-replace;boundary=frame", "frame"),
            ("Multipart/X-Mixed-Replace ; Boundary = frame ; x=y", "frame"),
            (" multipart/mixed;\tboundary=\"frame\"", "frame"),
            ("multipart/related; type=\"a;boundary=no\"; boundary=frame", "frame"),
            ("multipart/mixed; boundary=\"fr\\ame", "frame"),
            ("multipart/mixed; boundary=\"frame", "frame"),
            ("multipart/mixed; boundary=--frame", "--frame"),
            ("multipart/mixed; boundary=one; boundary=two", "one"),
            ("multipart/mixed; boundary=a b ; x", "a b"),
            ("multipart/mixed;;;boundary=frame", "frame"),
            ("multipart/mixed; xboundary=no; boundaryx=no; boundary; x=\"y\"z", ""),
            ("multipart/mixed; boundary=", ""), ("multipart/mixed; boundary=\"\"", ""),
            ("multipart/mixed; boundary", ""), ("multipart/mixed;", ""), ("multipart/mixed", ""),
            ("multipart/", ""),
        ])
    func parts(text: String, boundary: String) throws {
        let named = StreamBoundary(named: Array(boundary.utf8))
        #expect(named.isKnown == !boundary.isEmpty)
        #expect(try read(text) == .parts(named))
    }

    @Test(arguments: ["image/jpeg", "IMAGE/JPEG", "image/jpg;charset=x", " image/pjpeg "])
    func still(text: String) throws {
        #expect(try read(text) == .still)
    }

    @Test(
        arguments: [
            ("text/html; charset=utf-8", "'text/html; charset=utf-8'"), ("video/mp4", "'video/mp4'"),
            ("multipartx/mixed", "'multipartx/mixed'"), ("image/jpegs", "'image/jpegs'"), ("multipart", "'multipart'"),
            ("", "no Content-Type"), (nil, "no Content-Type"), ("\u{1B}[2Jä", "'[2J'"),
            (String(repeating: "a", count: 100), "'" + String(repeating: "a", count: 80) + "'"),
        ] as [(String?, String)])
    func refused(text: String?, named: String) throws {
        let error = try #require(throws: StreamContentError.self) { try read(text) }
        #expect(
            String(decoding: error.reason, as: UTF8.self)
                == "not a stream: got \(named), takes multipart/x-mixed-replace or image/jpeg")
    }

    @Test(
        arguments: [
            ("0", 0), ("7", 7000), ("7.", nil), (".5", nil), ("7.5", 7500), ("7.1234", 7123), ("7.12x", nil),
            ("-1", nil),
            ("10", 10000), ("11", nil), ("10.9999", 10999), ("1 0", nil), ("", nil), ("1.2.3", nil), ("07.001", 7001),
        ] as [(String, Int?)])
    func decimal(text: String, thousandths: Int?) {
        #expect(Array(text.utf8).decimal(places: 3, limit: 10) == thousandths)
    }

    /// Numbers too large for what they are read into are none.
    @Test func largeNumbers() {
        var head = PartHead()
        head.read(Array("X-Timestamp: 9000000000.999999999999".utf8)[...])
        #expect(head.timestampNanoseconds == 9_000_000_000_999_999_999)
        head.read(Array("X-Timestamp: 9000000001".utf8)[...])
        #expect(head.timestampNanoseconds == nil)
        head.read(Array("X-Age: 9000000000000".utf8)[...])
        #expect(head.ageMicroseconds == 9_000_000_000_000_000)
        head.read(Array("X-Age: 9000000000001".utf8)[...])
        #expect(head.ageMicroseconds == nil)
        head.read(Array("X-Sequence: 9223372036854775807".utf8)[...])
        #expect(head.sequence == .max)
        head.read(Array("X-Sequence: 9223372036854775808".utf8)[...])
        #expect(head.sequence == nil)
    }
}
