import Testing
import Wire

@Suite("Streams with faults in them")
struct FaultyStreamTests {
    @Test(arguments: lengths + damage)
    func row(_ row: StreamCase) {
        row.check()
    }

    /// What a walk takes for no picture comes with its last byte all the same, when the server has said how long it is.
    @Test func damagedAtOnce() throws {
        var parser = PartParser(try StreamContent(contentType: Array(Self.type.utf8)))
        let head = Array((Self.jpeg + "Content-Length: 33\r\n\r\n").utf8)
        let bytes = head + StreamCase.expand("◑")
        parser.feed(bytes.span.extracting(0..<(bytes.count - 1))) { _ in }
        #expect(parser.counts == PartCounts())
        parser.feed(bytes.span.extracting((bytes.count - 1)..<bytes.count)) { _ in }
        #expect(parser.counts.damaged == 1)
    }

    /// A server that ends its stream and goes on is not at its end.
    @Test func closedAndOpenAgain() throws {
        var parser = PartParser(try StreamContent(contentType: Array(Self.type.utf8)))
        let pieces: [(String, Bool)] = [
            (Self.jpeg + "\r\n①\r\n--frame--", false), ("\r\n", true), ("words\r\n", true), (Self.jpeg, false),
            ("\r\n②\r\n--frame--\n", true), ("X: y\r\n\r\n", false),
        ]
        for (piece, isClosed) in pieces {
            parser.feed(StreamCase.expand(piece).span) { _ in }
            #expect(parser.isClosed == isClosed, "\(piece)")
        }
    }

    private static let type = "multipart/x-mixed-replace; boundary=frame"
    private static let jpeg = "--frame\r\nContent-Type: image/jpeg\r\n"

    /// A stream of ①, ② and an end, each with that Content-Length.
    private static func lying(_ length: String, _ wrong: Int) -> StreamCase {
        let head = jpeg + "Content-Length: \(length)\r\n\r\n"
        return StreamCase(
            "Content-Length: \(length)", type, head + "①\r\n" + head + "②\r\n--frame--\r\n", "picture image/jpeg ①",
            "picture image/jpeg ②", wrong == 0 ? "closed" : "closed, \(wrong) wrong lengths")
    }

    private static let lengths =
        [
            lying("32", 0), lying("       32", 0), lying("000000032", 0), lying("32   ", 0), lying("9999999", 2),
            lying("-1", 2), lying("", 2), lying("many", 2), lying("32, 32", 2), lying("99999999999999999999", 2),
            lying("31", 2), lying("0", 2), lying("1", 2), lying("35", 2), lying("36", 2), lying("100", 2),
            // With the line end before the delimiter, as some count it.
            lying("33", 0), lying("34", 0),
        ] + [
            StreamCase(
                "absent from some parts", type,
                jpeg + "\r\n①\r\n" + jpeg + "Content-Length: 32\r\n\r\n②\r\n" + jpeg + "\r\n③\r\n",
                "picture image/jpeg ①", "picture image/jpeg ②", "picture image/jpeg ③", "between parts"),
            StreamCase(
                "too short for what is no picture", type,
                "--frame\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nhello\r\n" + jpeg + "\r\n①",
                "other text/plain hello", "picture image/jpeg ①", "between parts, 1 wrong lengths"),
            StreamCase(
                "too long for what is no picture", type,
                "--frame\r\nContent-Type: text/plain\r\nContent-Length: 60\r\n\r\nhello\r\n" + jpeg + "\r\n①\r\n"
                    + jpeg + "\r\n②",
                "other text/plain hello", "picture image/jpeg ①", "picture image/jpeg ②",
                "between parts, 1 wrong lengths", isLate: true),
            StreamCase(
                "too long for what is no picture, to the end", type,
                "--frame\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\nhello\r\n" + jpeg + "\r\n①",
                "other text/plain hello", "picture image/jpeg ①", "between parts, 1 wrong lengths", isLate: true),
            StreamCase(
                "reached at the end by what is no picture", type,
                "--frame\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello", "other text/plain hello",
                "between parts"),
            StreamCase(
                "not reached at the end by what is no picture", type,
                "--frame\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhell", "inside a part of 4"),
            StreamCase(
                "none, and what is no picture ends with the stream", type,
                "--frame\r\nContent-Type: text/plain\r\n\r\nhello", "inside a part of 5"),
            StreamCase(
                "right for what holds a delimiter", type,
                "--frame\r\nContent-Type: text/plain\r\nContent-Length: 14\r\n\r\na\r\n--frame\r\n\r\n\r\n" + jpeg
                    + "\r\n①",
                "other text/plain a\\x0D\\x0A--frame\\x0D\\x0A\\x0D\\x0A", "picture image/jpeg ①", "between parts"),
        ]

    private static let damage = [
        StreamCase(
            "a half picture at the end", type, jpeg + "\r\n①\r\n" + jpeg + "\r\n◐", "picture image/jpeg ①",
            "inside a part of 28"),
        StreamCase(
            "a half picture at the end, with a Content-Length", type,
            jpeg + "Content-Length: 32\r\n\r\n①\r\n" + jpeg + "Content-Length: 32\r\n\r\n◐", "picture image/jpeg ①",
            "inside a part of 28"),
        StreamCase("no more than its first byte", type, jpeg + "\r\n\u{FF}", "inside a part of 1"),
        StreamCase("a half head at the end", type, jpeg + "Content-Le", "between parts"),
        StreamCase("nothing at all", type, "", "between parts"),
        StreamCase(
            "a picture cut short, and its delimiter is the last", type, jpeg + "\r\n◐\r\n--frame--",
            "damaged image/jpeg ◐", "closed, 1 damaged"),
        StreamCase(
            "a picture cut short in its scan", type,
            jpeg + "\r\n◐\r\n" + jpeg + "\r\n②\r\n" + jpeg + "\r\n◐\r\n" + jpeg + "\r\n③", "damaged image/jpeg ◐",
            "picture image/jpeg ②", "damaged image/jpeg ◐", "picture image/jpeg ③", "between parts, 2 damaged"),
        StreamCase(
            "a picture cut short, with its Content-Length", type,
            jpeg + "Content-Length: 28\r\n\r\n◐\r\n" + jpeg + "Content-Length: 32\r\n\r\n②", "damaged image/jpeg ◐",
            "picture image/jpeg ②", "between parts, 1 damaged"),
        StreamCase(
            "a picture cut short, with the Content-Length of the whole", type,
            jpeg + "Content-Length: 32\r\n\r\n◐\r\n" + jpeg + "Content-Length: 32\r\n\r\n②", "damaged image/jpeg ◐",
            "picture image/jpeg ②", "between parts, 1 damaged, 1 wrong lengths"),
        StreamCase(
            "a picture cut short in a segment, which swallows the next delimiter", type,
            jpeg + "\r\n\u{FF}\u{D8}\u{FF}\u{E0}\0\u{60}abc\r\n" + jpeg + "\r\n②\r\n" + jpeg + "\r\n③",
            "damaged image/jpeg \\xFF\\xD8\\xFF\\xE0\\x00`abc", "picture image/jpeg ②", "picture image/jpeg ③",
            "between parts, 1 damaged", isLate: true),
        StreamCase(
            "a picture cut short, and a whole one in the same part", type,
            jpeg + "Content-Length: 60\r\n\r\n◐②\r\n" + jpeg + "\r\n◐◐③", "picture image/jpeg ②",
            "picture image/jpeg ③", "between parts, 3 damaged"),
        StreamCase(
            "a picture that breaks the rules, with its Content-Length", type,
            jpeg + "Content-Length: 33\r\n\r\n◑", "damaged image/jpeg ◑", "between parts, 1 damaged"),
        StreamCase(
            "a picture that breaks the rules, up to its delimiter", type,
            jpeg + "\r\n◑\r\n" + jpeg + "\r\n◑--frame\r\n\r\n②", "damaged image/jpeg ◑", "damaged image/jpeg ◑",
            "picture - ②", "between parts, 2 damaged"),
        StreamCase(
            "no picture where one is promised", type, jpeg + "\r\n404 Not Found\r\n" + jpeg + "\r\n①",
            "damaged image/jpeg 404\\x20Not\\x20Found", "picture image/jpeg ①", "between parts, 1 damaged"),
        StreamCase(
            "junk behind a picture", type, jpeg + "\r\n①\0\0\0\u{FF}\u{D9}\r\n" + jpeg + "\r\n②",
            "picture image/jpeg ①",
            "picture image/jpeg ②", "between parts"),
        StreamCase(
            "junk behind a picture, in its Content-Length", type,
            jpeg + "Content-Length: 35\r\n\r\n①\0\0\0\r\n" + jpeg + "\r\n②", "picture image/jpeg ①",
            "picture image/jpeg ②", "between parts"),
        StreamCase(
            "a second picture behind the first is no part", type,
            jpeg + "Content-Length: 64\r\n\r\n①②\r\n" + jpeg
                + "\r\n③", "picture image/jpeg ①", "picture image/jpeg ③", "between parts"),
        StreamCase(
            "without delimiters: a picture cut short", "multipart/x-mixed-replace; boundary=x", "..◐..①..②",
            "picture - ①", "picture - ②", "between parts, 1 damaged"),
        StreamCase(
            "without delimiters: a picture that breaks the rules", "multipart/x-mixed-replace; boundary=x",
            "..◑..①..②", "damaged - ◑..", "picture - ①", "picture - ②", "between parts, 1 damaged"),
        StreamCase(
            "without delimiters at first: a picture that breaks the rules", "multipart/x-mixed-replace; boundary=x",
            "..◑..①\r\n--x\r\n\r\n②", "damaged - ◑..", "picture - ①", "picture - ②", "between parts, 1 damaged"),
    ]
}
