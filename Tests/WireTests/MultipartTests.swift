import Testing
import Wire

@Suite("The stream's frame around its pictures")
struct MultipartTests {
    private static let pictures = (0..<3).map { Codec.picture(width: 32, height: 16 + 8 * $0, seed: $0) }

    /// What stands between SOI and the rest of a picture in the bare style: a comment that fills a block.
    private static let padding = JPEG.segment(0xFE, [UInt8](repeating: 0x20, count: 1022 + 64))

    /// A stream of these pictures, in the pieces that are sent one by one.
    private func stream(_ style: Multipart.Style, _ pictures: [[UInt8]]) -> [[UInt8]] {
        var pieces = [Multipart.opening(style)]
        for (sequence, picture) in pictures.enumerated() {
            var piece = Multipart.leadIn(style)
            if style == .full {
                Multipart.append(
                    head: PictureFields(
                        contentLength: picture.count, unixNanoseconds: 1_763_838_413_123_456_789,
                        ageMicroseconds: 1234, sequence: sequence),
                    to: &piece)
            }
            piece += picture.dropFirst(Multipart.bytesAhead(style))
            piece += sequence == pictures.count - 1 ? Multipart.ending : Multipart.delimiter(style)
            pieces.append(piece)
        }
        return pieces
    }

    @Test func contentType() {
        #expect(Multipart.contentType == "multipart/x-mixed-replace; boundary=frame")
    }

    @Test func fullBytes() {
        let head =
            "Content-Type: image/jpeg\r\nContent-Length: 3\r\nX-Timestamp: 1763838413.123456\r\nX-Age: 1.234\r\n"
            + "X-Sequence: 0\r\n\r\n"
        #expect(
            stream(.full, [Array("one".utf8)]).map { String(decoding: $0, as: UTF8.self) }
                == ["--frame\r\n", head + "one\r\n--frame--\r\n"])
        #expect(Multipart.delimiter(.full) == Array("\r\n--frame\r\n".utf8))
    }

    @Test func bareBytes() {
        let head =
            Array("Content-Type: image/jpeg\r\n\r\n".utf8) + JPEG.startOfImage + Self.padding.dropLast(64)
        #expect(Multipart.leadIn(.bare) == Array(Self.padding.suffix(64)))
        #expect(Multipart.opening(.bare) == Array("--frame\r\n".utf8) + head)
        #expect(Multipart.delimiter(.bare) == Array("\r\n--frame\r\n".utf8) + head)
        #expect(Multipart.bytesAhead(.bare) == 2)
    }

    /// RFC 2046 section 5.1.1: dash-boundary, parts between delimiters, close-delimiter; each part a head and a body.
    @Test(arguments: [Multipart.Style.full, .bare])
    func parts(style: Multipart.Style) throws {
        let content = stream(style, Self.pictures).flatMap { $0 }
        let delimiter = Array("\r\n--frame".utf8)
        // The first delimiter's CR LF belongs to what stands before the content.
        let parts = split(Array("\r\n".utf8) + content, at: delimiter)
        #expect(parts.first == [])
        #expect(parts.last == Array("--\r\n".utf8))
        let middle = parts.dropFirst().dropLast()
        #expect(middle.count == Self.pictures.count)
        for (part, picture) in zip(middle, Self.pictures) {
            let halves = split(Array(part), at: Array("\r\n\r\n".utf8))
            let body = Array(part.dropFirst(halves[0].count + 4))
            let lines = split(halves[0], at: Array("\r\n".utf8)).map { String(decoding: $0, as: UTF8.self) }
            #expect(lines[0] == "")
            #expect(lines[1] == "Content-Type: image/jpeg")
            #expect(Codec.decode(body) == Codec.decode(whole(picture, style)))
            if style == .full {
                #expect(body == picture)
                #expect(lines[2] == "Content-Length: \(picture.count)")
                #expect(lines.count == 6)
            } else {
                #expect(lines.count == 2)
            }
        }
    }

    /// A client that waits for the next part's head has each picture when its piece has come, not one picture later.
    @Test func waitingForNextHead() {
        let needle = Array("\r\n--frame\r\nContent-Type: image/jpeg\r\n\r\n".utf8)
        var received = Array("\r\n".utf8)
        for (number, piece) in (stream(.bare, Self.pictures + [Self.pictures[0]]).dropLast()).enumerated() {
            received += piece
            let found = split(received, at: needle).dropFirst().dropLast()
            #expect(found.count == number)
            if number > 0 { #expect(found.last == whole(Self.pictures[number - 1], .bare)) }
        }
    }

    /// A client that reads in blocks of 1024 bytes has all of a picture in the blocks that are full.
    @Test func readingInBlocks() {
        var received = 0
        var pictureEnds = 0
        for piece in stream(.bare, Self.pictures + [Self.pictures[0]]).dropLast() {
            let ahead = Multipart.delimiter(.bare).count
            pictureEnds = received + piece.count - ahead
            received += piece.count
            #expect(received / 1024 * 1024 >= pictureEnds)
        }
    }

    /// The picture as this style sends it.
    private func whole(_ picture: [UInt8], _ style: Multipart.Style) -> [UInt8] {
        style == .full ? picture : picture[..<2] + Self.padding + picture[2...]
    }

    private func split(_ bytes: [UInt8], at needle: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var start = 0
        var at = 0
        while at + needle.count <= bytes.count {
            if bytes[at] == needle[0], bytes[at..<(at + needle.count)].elementsEqual(needle) {
                pieces.append(Array(bytes[start..<at]))
                at += needle.count
                start = at
            } else {
                at += 1
            }
        }
        return pieces + [Array(bytes[start...])]
    }
}
