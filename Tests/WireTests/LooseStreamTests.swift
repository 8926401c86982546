import Testing
import Wire

@Suite("Streams that take the rules loosely")
struct LooseStreamTests {
    @Test(arguments: boundaries + between + contents)
    func row(_ row: StreamCase) {
        row.check()
    }

    private static let type = "multipart/x-mixed-replace; boundary=frame"
    private static let jpeg = "--frame\r\nContent-Type: image/jpeg\r\n"

    private static let boundaries = [
        StreamCase(
            "everything in capitals", "MULTIPART/X-MIXED-REPLACE; BOUNDARY=Frame",
            "--Frame\r\nCONTENT-TYPE: IMAGE/JPEG\r\nCONTENT-LENGTH: 32\r\nX-TIMESTAMP: 1\r\nX-AGE: 0.5\r\n"
                + "X-SEQUENCE: 7\r\n\r\n①",
            "picture image/jpeg ① timestamp=1000000000 age=500 sequence=7", "between parts"),
        StreamCase(
            "a boundary in quotes", "multipart/x-mixed-replace; charset=utf-8; boundary=\"a;\\\"b\"",
            "--a;\"b\r\n\r\n①\r\n--a;\"b--", "picture - ①", "closed"),
        StreamCase(
            "dashes in the header, and as many more in the stream", "multipart/x-mixed-replace; boundary=--b",
            "----b\r\n\r\n①\r\n----b\r\n\r\n②\r\n----b--\r\n", "picture - ①", "picture - ②", "closed"),
        StreamCase(
            "one dash in the header is the boundary's own", "multipart/x-mixed-replace; boundary=-b",
            "-b\r\n\r\n①\r\n---b\r\n\r\n②\r\n---b--\r\n", "picture - ①", "picture - ②", "closed"),
        StreamCase(
            "no boundary: the first line that may be one", "multipart/x-mixed-replace",
            "\r\n-- \r\nhello\r\n--it is \r\nContent-Type: image/jpeg\r\n\r\n①\r\n--it\r\n\r\n\r\n--it is--\r\n",
            "picture image/jpeg ①", "closed"),
        StreamCase(
            "an empty boundary, and dashes alone are none", "multipart/x-mixed-replace; boundary=--",
            "--\r\n--x\n\n①--x\n\n②", "picture - ①", "picture - ②", "between parts"),
        StreamCase(
            "another boundary than the header's: pictures are found all the same",
            "multipart/x-mixed-replace; boundary=x", jpeg + "\r\n①\r\n" + jpeg + "\r\n②\r\n", "picture - ①",
            "picture - ②", "between parts"),
        StreamCase(
            "blanks behind the delimiter", type, "--frame \t\r\n\r\n①\r\n--frame -- \r\n", "picture - ①",
            "between parts"),
        StreamCase(
            "lines that only begin like the delimiter", type,
            "--frames\r\n--frame\r\nContent-Type: text/plain\r\n\r\n--frames\r\n--fram\r\n--frame-\r\n-frame\r\n"
                + "a --frame\r\n" + jpeg + "\r\n①",
            "other text/plain --frames\\x0D\\x0A--fram\\x0D\\x0A--frame-\\x0D\\x0A-frame\\x0D\\x0Aa\\x20--frame",
            "picture image/jpeg ①", "between parts"),
    ]

    private static let between = [
        StreamCase(
            "words before and behind the parts", type,
            "This is a stream.\r\n--\r\n\r\n" + jpeg + "\r\n①\r\n--frame--\r\nThat was it.\r\n\r\nNote: all.\r\n",
            "picture image/jpeg ①", "closed"),
        StreamCase(
            "it goes on behind the last delimiter", type,
            jpeg + "\r\n①\r\n--frame--\r\n" + jpeg + "\r\n②\r\n--frame--\r\n\r\n" + jpeg + "\r\n③",
            "picture image/jpeg ①", "picture image/jpeg ②", "picture image/jpeg ③", "between parts"),
        StreamCase(
            "no line end behind the last delimiter", type, jpeg + "\r\n①--frame--", "picture image/jpeg ①", "closed"),
        StreamCase("no parts at all", type, "--frame--\r\n", "closed"),
        StreamCase(
            "empty lines before a delimiter, a head and a picture", type,
            "\r\n\r\n--frame\r\n\r\n\r\nContent-Type: image/jpeg\r\n\r\n\r\n\n①\r\n\r\n\r\n" + jpeg + "\r\n②\n\n",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "the delimiter twice", type, "--frame\r\n" + jpeg + "\r\n①\r\n--frame\r\nX-Age: 1\r\n" + jpeg + "\r\n②",
            "picture image/jpeg ①", "picture image/jpeg ②", "between parts, 1 empty"),
        StreamCase(
            "no head, or no empty line behind it", type, "--frame\r\n①\r\n--frame\r\nContent-Type: image/jpeg\r\n②",
            "picture - ①", "picture image/jpeg ②", "between parts"),
        StreamCase(
            "a folded field, and lines that are no fields", type,
            "--frame\r\nX-Note: a\r\n Content-Length: 5\r\nHTTP/1.1 200 OK\r\n : \r\nContent-Type : image/jpeg\r\n\r\n①",
            "picture image/jpeg ①", "between parts"),
        StreamCase(
            "empty parts", type, jpeg + "\r\n\r\n" + jpeg + "Content-Length: 0\r\n\r\n\r\n--frame--\r\n",
            "closed, 2 empty"),
    ]

    private static let contents = [
        StreamCase("one picture", "image/jpeg", "①", "picture image/jpeg ①", "between parts"),
        StreamCase("one picture that is none", "image/jpeg", "<html>", "inside a part of 6"),
        StreamCase("half a picture", "image/jpeg", "◐", "inside a part of 28"),
        StreamCase(
            "pictures on end", "image/jpg; charset=binary", "①②\r\n③", "picture image/jpeg ①", "picture - ②",
            "picture - ③", "between parts"),
        StreamCase(
            "pictures under other types, and none", type,
            "--frame\r\nContent-Type: application/octet-stream\r\n\r\n①\r\n--frame\r\nX: y\r\n\r\n②\r\n"
                + "--frame\r\nX: y\r\n\r\nhello\r\n--frame\r\n",
            "picture application/octet-stream ①", "picture - ②", "other - hello", "between parts"),
        StreamCase(
            "a delimiter in a segment of a picture", type,
            jpeg + "\r\n\u{FF}\u{D8}\u{FF}\u{FE}\0\u{0F}\r\n--frame\r\n\r\n" + tail + "\r\n" + jpeg + "\r\n①",
            "picture image/jpeg \\xFF\\xD8\\xFF\\xFE\\x00\\x0F\\x0D\\x0A--frame\\x0D\\x0A\\x0D\\x0A" + written,
            "picture image/jpeg ①", "between parts"),
        StreamCase(
            "a delimiter in the scan of a picture", type,
            jpeg + "\r\n\u{FF}\u{D8}" + tail.dropLast(2) + "\r\n--frame\r\n\r\n\u{FF}\u{D9}\r\n" + jpeg + "\r\n①",
            "picture image/jpeg \\xFF\\xD8" + written.dropLast(8)
                + "\\x0D\\x0A--frame\\x0D\\x0A\\x0D\\x0A\\xFF\\xD9",
            "picture image/jpeg ①", "between parts"),
    ]

    /// What of a picture stands behind its first marker.
    private static let tail =
        "\u{FF}\u{DB}\0\u{02}\u{FF}\u{C0}\0\u{0B}\u{08}\0\u{01}\0\u{05}\u{01}\u{01}\u{11}\0"
        + "\u{FF}\u{DA}\0\u{02}--\u{FF}\u{D9}"
    private static let written = String(
        decoding: PartTranscript.visible(StreamCase.expand(tail)), as: UTF8.self)
}
