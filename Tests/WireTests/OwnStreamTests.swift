import Testing

@testable import Wire

/// Martlet's own streams, as it writes them, read by its own parser.
@Suite("Martlet's own streams")
struct OwnStreamTests {
    private static let pictures = (0..<3).map { Codec.picture(width: 32, height: 16 + 8 * $0, seed: $0) }

    /// A stream of the pictures in the pieces that are sent one by one.
    private static func stream(_ style: Multipart.Style) -> [[UInt8]] {
        var pieces = [Multipart.opening(style)]
        for (sequence, picture) in pictures.enumerated() {
            var piece = Multipart.leadIn(style)
            if style == .full {
                Multipart.append(
                    head: PictureFields(
                        contentLength: picture.count, unixNanoseconds: 1_763_838_413_123_456_789,
                        ageMicroseconds: 1234 + sequence, sequence: sequence),
                    to: &piece)
            }
            piece += picture.dropFirst(Multipart.bytesAhead(style))
            piece += sequence == pictures.count - 1 ? Multipart.ending : Multipart.delimiter(style)
            pieces.append(piece)
        }
        return pieces
    }

    private func parser() throws -> PartParser {
        PartParser(try StreamContent(contentType: Array(Multipart.contentType.utf8)))
    }

    @Test(arguments: [Multipart.Style.full, .bare], [1, 3, 64, 1000, 1 << 20])
    func pieces(style: Multipart.Style, size: Int) throws {
        var parser = try parser()
        var parts: [Part] = []
        let bytes = Self.stream(style).flatMap { $0 }
        for start in stride(from: 0, to: bytes.count, by: size) {
            parser.feed(bytes.span.extracting(start..<min(start + size, bytes.count))) { parts.append($0) }
        }
        #expect(parser.finish { parts.append($0) } == .closed)
        check(parts, style)
        var counts = PartCounts()
        counts.pictures = 3
        #expect(parser.counts == counts)
    }

    /// Split in two at every point.
    @Test(arguments: [Multipart.Style.full, .bare])
    func everySplit(style: Multipart.Style) throws {
        let bytes = Self.stream(style).flatMap { $0 }
        let fresh = try parser()
        for point in bytes.indices {
            var parser = fresh
            var parts: [Part] = []
            parser.feed(bytes.span.extracting(0..<point)) { parts.append($0) }
            parser.feed(bytes.span.extracting(point..<bytes.count)) { parts.append($0) }
            #expect(parts.map(\.kind) == [.picture, .picture, .picture], "split after \(point) bytes")
            #expect(parts.map(\.body.count) == Self.pictures.map { $0.count + padding(style) })
        }
    }

    /// Each picture is there when what is sent of it has come, even when the server pauses then.
    @Test(arguments: [Multipart.Style.full, .bare])
    func atOnce(style: Multipart.Style) throws {
        var parser = try parser()
        for (number, piece) in Self.stream(style).enumerated() {
            parser.feed(piece.span) { _ in }
            #expect(parser.counts.pictures == number)
        }
        #expect(parser.isClosed)
    }

    /// A stream that ends because it was told to send no picture: the lead-in that went ahead is filled up.
    @Test func emptyPart() throws {
        var parser = try parser()
        let bytes = Self.stream(.full)[0...1].flatMap { $0 } + Multipart.leadIn(.full) + Multipart.emptyPart
        parser.feed(bytes.span) { _ in }
        #expect(parser.finish { _ in } == .closed)
        #expect(parser.counts.pictures == 1)
        #expect(parser.counts.empty == 1)
    }

    private func check(_ parts: [Part], _ style: Multipart.Style) {
        #expect(parts.count == Self.pictures.count)
        for (sequence, part) in parts.enumerated() {
            #expect(part.kind == .picture)
            #expect(part.head.contentType.spells("image/jpeg"))
            #expect(Codec.decode(part.body)?.pixels == Codec.decode(Self.pictures[sequence])?.pixels)
            #expect(part.body.count == Self.pictures[sequence].count + padding(style))
            #expect(part.body.suffix(500) == Self.pictures[sequence].suffix(500))
            #expect(part.head.timestampNanoseconds == (style == .full ? 1_763_838_413_123_456_000 : nil))
            #expect(part.head.ageMicroseconds == (style == .full ? 1234 + sequence : nil))
            #expect(part.head.sequence == (style == .full ? sequence : nil))
        }
    }

    /// How many bytes of comment the style puts into a picture.
    private func padding(_ style: Multipart.Style) -> Int { style == .full ? 0 : 4 + 1022 + 64 }
}
