import Testing

@testable import Wire

@Suite("The limits of a part, at their edges")
struct PartLimitTests {
    @Test(arguments: bodies + heads)
    func edge(_ row: StreamCase) {
        row.check()
    }

    /// The limit that holds when nothing is said, for a picture with and without a Content-Length that says so.
    @Test(arguments: [(-1, true), (0, true), (1, false)], [true, false])
    func usualBody(_ edge: (more: Int, isTaken: Bool), isCounted: Bool) throws {
        let length = (16 << 20) + edge.more
        let beginning = JPEG.tiny(1).dropLast(2)
        let picture = beginning + [UInt8](repeating: 7, count: length - beginning.count - 2) + JPEG.endOfImage
        let head = "--frame\r\n" + (isCounted ? "Content-Length: \(length)\r\n" : "X: y\r\n") + "\r\n"
        let stream = Array(head.utf8) + picture + Array("\r\n--frame\r\n\r\n".utf8) + JPEG.tiny(2)
        var parser = PartParser(try StreamContent(contentType: Array(Self.type.utf8)))
        var sizes: [Int] = []
        for start in Swift.stride(from: 0, to: stream.count, by: 65536) {
            let piece = stream.span.extracting(start..<min(start + 65536, stream.count))
            parser.feed(piece) { sizes.append($0.body.count) }
            #expect(parser.heldBytes < (16 << 20) + 65536)
        }
        #expect(sizes == (edge.isTaken ? [length, 32] : [32]))
        #expect(parser.counts.oversized == (edge.isTaken ? 0 : 1))
    }

    /// A stream that never ends a part, a head or a line is not kept.
    @Test(arguments: [
        "", "--frame\r\nX", "--frame\r\nX: y\r\n\r\n", "--frame\r\nX: y\r\n\r\n\u{FF}\u{D8}",
        "--frame\r\nContent-Length: 9999999\r\n\r\n", "--frame\r\nContent-Type: a/b\r\nContent-Length: 60000\r\n\r\n",
    ])
    func nothingEnds(beginning: String) throws {
        for filling in ["a", "-", "--", "\n", "\n--", "\u{FF}", "\u{FF}\u{D8}", "\n--frame", "\r\n--frame\r\n"] {
            var parser = PartParser(
                try StreamContent(contentType: Array(Self.type.utf8)), limits: PartLimits(bodyBytes: 50_000))
            parser.feed(StreamCase.expand(beginning).span) { _ in }
            let piece = StreamCase.expand(String(repeating: filling, count: 10_000 / filling.unicodeScalars.count))
            for _ in 0..<20 {
                parser.feed(piece.span) { _ in }
                #expect(parser.heldBytes < 2 * 50_000 + 20_000, "\(filling)")
            }
        }
    }

    /// Parts that each pretend to reach far into what follows do not make the parser read everything over and over.
    @Test func readAgain() throws {
        let part = StreamCase.expand("--frame\r\n\r\n\u{FF}\u{D8}\u{FF}\u{E0}\u{FF}\u{FF}\r\n")
        let count = 10_000
        let stream = [[UInt8]](repeating: part, count: count).flatMap { $0 } + StreamCase.expand("--frame\r\n\r\n①")
        var parser = PartParser(try StreamContent(contentType: Array(Self.type.utf8)))
        var pictures = 0
        for start in Swift.stride(from: 0, to: stream.count, by: 4096) {
            let piece = stream.span.extracting(start..<min(start + 4096, stream.count))
            parser.feed(piece) { if $0.kind == .picture { pictures += 1 } }
            #expect(parser.debt <= PartParser.mostDebt + 65536 + 4096)
        }
        _ = parser.finish { if $0.kind == .picture { pictures += 1 } }
        #expect(parser.counts.damaged == count)
        #expect(pictures == 1)
    }

    private static let type = "multipart/x-mixed-replace; boundary=frame"
    private static let text = "--frame\r\nContent-Type: text/plain\r\n"

    private static func limit(_ bytes: Int) -> PartLimits { PartLimits(bodyBytes: bytes) }

    private static let bodies = [
        StreamCase(
            "pictures of the limit", type, "--frame\r\n\r\n①\r\n--frame\r\nContent-Length: 32\r\n\r\n②", "picture - ①",
            "picture - ②", "between parts", limits: limit(32)),
        StreamCase(
            "pictures of a byte more", type,
            "--frame\r\n\r\n①\r\n--frame\r\nContent-Length: 32\r\n\r\n②\r\n" + text + "\r\na\r\n--frame--",
            "other text/plain a", "closed, 2 oversized", limits: limit(31)),
        StreamCase(
            "others of the limit", type,
            text + "\r\nhello\r\n" + text + "Content-Length: 5\r\n\r\nhello\r\n\r\n--frame--", "other text/plain hello",
            "other text/plain hello", "closed", limits: limit(5)),
        StreamCase(
            "others of a byte more", type,
            text + "\r\nhello\r\n" + text + "Content-Length: 5\r\n\r\nhello\r\n" + text + "\r\nhell\r\n--frame--",
            "other text/plain hell", "closed, 2 oversized", limits: limit(4)),
        StreamCase(
            "others of much more", type,
            text + "\r\n" + String(repeating: "a\n", count: 50) + text + "\r\nhell\r\n--frame--",
            "other text/plain hell",
            "closed, 1 oversized", limits: limit(4)),
        StreamCase(
            "what looks like a delimiter where a body was given up is none inside a line", type,
            text + "\r\n" + String(repeating: "a", count: 38) + "--frame\r\nX: y\r\n\r\nb\r\n" + text + "\r\n"
                + String(repeating: "a", count: 37) + "\n--frame\r\nX: y\r\n\r\nc\r\n--frame--", "other - c",
            "closed, 2 oversized", limits: limit(4)),
        StreamCase(
            "a Content-Length over the limit need not be true", type,
            "--frame\r\nContent-Length: 9999999\r\n\r\n①\r\n" + text
                + "Content-Length: 9999999\r\n\r\nhello\r\n--frame--",
            "picture - ①", "other text/plain hello", "closed, 2 wrong lengths", limits: limit(32)),
        StreamCase(
            "a picture without an end", type,
            "--frame\r\n\r\n◐" + String(repeating: "a", count: 100) + "\r\n--frame\r\n\r\n②", "picture - ②",
            "between parts, 1 oversized", limits: limit(32)),
        StreamCase(
            "a picture cut short, and much that is none", type,
            "--frame\r\n\r\n◐\r\n" + text + "\r\n" + String(repeating: "a", count: 100) + "\r\n--frame\r\n\r\n②",
            "damaged - ◐", "picture - ②", "between parts, 1 damaged, 1 oversized", limits: limit(32)),
        StreamCase(
            "a picture of the limit, with a delimiter in it", type, "--frame\r\n\r\n" + parted + "\r\n--frame\r\n\r\n②",
            "picture - " + written, "picture - ②", "between parts", limits: limit(40)),
        StreamCase(
            "a picture of a byte more, with a delimiter in it", type,
            "--frame\r\n\r\n" + parted + "\r\n--frame\r\n\r\n②", "damaged - " + written.prefix(94),
            "other - \\xFF\\xD9", "picture - ②", "between parts, 1 damaged", limits: limit(39)),
        StreamCase(
            "many pictures in one part", type, "--frame\r\n\r\n◐◐◐◐◐◐②\r\n--frame\r\n\r\n③", "picture - ③",
            "between parts, 1 oversized", limits: limit(64)),
    ]

    /// A picture of 40 bytes with a delimiter in its scan.
    private static let parted =
        "\u{FF}\u{D8}\u{FF}\u{DB}\0\u{02}\u{FF}\u{C0}\0\u{0B}\u{08}\0\u{01}\0\u{05}\u{01}\u{01}\u{11}\0\u{FF}\u{DA}\0\u{02}--"
        + "\r\n--frame\r\n\r\n\u{FF}\u{D9}"
    private static let written = String(decoding: PartTranscript.visible(StreamCase.expand(parted)), as: UTF8.self)

    private static let small = PartLimits(headBytes: 40, headFields: 2)

    private static let heads = [
        StreamCase(
            "a head of 40 bytes", type, "--frame\r\n" + head(ofBytes: 40) + "①", "picture - ①", "between parts",
            limits: small),
        StreamCase(
            "a head of 41 bytes", type, "--frame\r\n" + head(ofBytes: 41) + "①\r\n--frame\r\n\r\n②", "picture - ②",
            "between parts, 1 oversized heads", limits: small),
        StreamCase(
            "empty lines before a head do not count", type,
            "--frame\r\n" + String(repeating: "\n", count: 41) + head(ofBytes: 40) + "①", "picture - ①",
            "between parts", limits: small),
        StreamCase(
            "two fields", type, "--frame\r\na: 1\r\nb: 2\r\n\r\n①", "picture - ①", "between parts", limits: small),
        StreamCase(
            "three fields", type, "--frame\r\na: 1\r\nb: 2\r\nc: 3\r\n--frame\r\n\r\n②", "picture - ②",
            "between parts, 1 oversized heads", limits: small),
        StreamCase(
            "a field that does not end", type,
            "--frame\r\na: " + String(repeating: "a", count: 60) + "\r\n\r\n①\r\n--frame\r\n\r\n②", "picture - ②",
            "between parts, 1 oversized heads", limits: small),
        StreamCase(
            "what looks like a delimiter in a field that does not end", type,
            "--frame\r\na: " + String(repeating: "a", count: 38) + "--frame\r\n\r\n①\r\n--frame\r\n\r\n②",
            "picture - ②", "between parts, 1 oversized heads", limits: small),
        StreamCase(
            "many words behind the end", type,
            "--frame\r\n\r\n①\r\n--frame--\r\n" + String(repeating: "a", count: 60) + "\r\n--frame--\r\n",
            "picture - ①",
            "closed", limits: small),
    ]

    private static func head(ofBytes bytes: Int) -> String {
        "X: " + String(repeating: "a", count: bytes - 7) + "\r\n\r\n"
    }
}
