import Testing

@testable import Wire

@Suite("The walk over a picture's segments")
struct JPEGWalkTests {
    private func isWhole(_ bytes: [UInt8]) -> Bool { JPEGRepair(of: bytes) != nil }

    private static let beginning = JPEG.startOfImage + JPEG.quantization
    private static let scan = JPEG.scanHeader + JPEG.scanData
    /// A whole picture but for its first marker.
    private static let rest = Array(JPEG.picture(width: 3).dropFirst(2))

    @Test func scansOfEveryFrame() {
        // Baseline can do with the standard tables; extended sequential and progressive bring their own.
        for (marker, standard) in [(0xC0, true), (0xC1, false), (0xC2, false)] as [(UInt8, Bool)] {
            let beginning = Self.beginning + JPEG.frame(marker, width: 3)
            #expect(isWhole(beginning + JPEG.huffman + Self.scan + JPEG.endOfImage))
            #expect(isWhole(beginning + Self.scan + JPEG.endOfImage) == standard)
        }
    }

    /// A walk that is given a byte more each time ends with the last one, and nowhere else.
    @Test(arguments: [
        JPEG.picture(width: 3), JPEG.tiny(3), JPEG.progressive, [0xFF, 0xD8, 0xFF, 0xFF] + rest.dropFirst(),
    ])
    func byteByByte(picture: [UInt8]) {
        for start in [0, 3] {
            let bytes = [UInt8](repeating: 0xFF, count: start) + picture + [0xFF, 0xD8]
            var walk = JPEGWalk(from: start)
            for count in 0..<(start + picture.count) {
                guard case .unfinished = walk.advance(in: bytes.span.extracting(0..<count)) else {
                    Issue.record("ended after \(count) of \(start + picture.count) bytes")
                    return
                }
            }
            guard case .whole(_, let end) = walk.advance(in: bytes.span), end == start + picture.count else {
                Issue.record("not whole")
                return
            }
        }
    }

    @Test func tablesTooLate() throws {
        let end = JPEG.frame(width: 3) + Self.scan + JPEG.huffman + Self.scan + JPEG.endOfImage
        let bytes = Self.beginning + end
        let repair = try #require(JPEGRepair(of: bytes))
        #expect(repair.tablesInsertion == Self.beginning.count)
    }

    @Test func otherSegments() {
        for marker in [0xDD, 0xE0, 0xE7, 0xEF, 0xFE] as [UInt8] {
            let segment = JPEG.segment(marker, [0xFF, 0xD9, 0xFF, 0xD8])
            #expect(isWhole(JPEG.startOfImage + segment + Self.rest))
            #expect(isWhole(JPEG.startOfImage + Array(Self.rest.dropLast(2)) + segment + Self.scan + JPEG.endOfImage))
        }
    }

    @Test(
        arguments: [
            ("nothing inside", [JPEG.startOfImage, JPEG.endOfImage]),
            ("no scan", [beginning, JPEG.frame(width: 3), JPEG.huffman, JPEG.endOfImage]),
            ("no frame header", [beginning, JPEG.huffman, scan, JPEG.endOfImage]),
            ("no quantization tables", [JPEG.startOfImage, JPEG.frame(width: 3), JPEG.huffman, scan, JPEG.endOfImage]),
            (
                "the scan before the frame header",
                [beginning, JPEG.huffman, scan, JPEG.frame(width: 3), JPEG.endOfImage]
            ),
            ("two frame headers", [beginning, JPEG.frame(width: 3), JPEG.frame(width: 3), scan, JPEG.endOfImage]),
            ("no width", [JPEG.picture(width: 0)]),
            ("no height", [beginning, JPEG.frame(width: 3, height: 0), scan, JPEG.endOfImage]),
            ("no components", [beginning, JPEG.segment(0xC0, [8, 0, 2, 0, 3, 0]), scan, JPEG.endOfImage]),
            (
                "a frame header too short for its components",
                [beginning, JPEG.segment(0xC0, [8, 0, 2, 0, 3, 1, 1, 0x11]), scan, JPEG.endOfImage]
            ),
            (
                "a frame header too short for a size",
                [beginning, JPEG.segment(0xC0, [8, 0, 2, 0, 3]), scan, JPEG.endOfImage]
            ),
            ("no marker behind a segment", [beginning, [0], JPEG.frame(width: 3), scan, JPEG.endOfImage]),
            ("a length of nought", [JPEG.startOfImage, [0xFF, 0xE0, 0, 0], rest]),
            ("a length of one", [JPEG.startOfImage, [0xFF, 0xE0, 0, 1], rest]),
            ("a length past the end", [JPEG.startOfImage, [0xFF, 0xE0, 0xFF, 0xFF], rest]),
            ("half a length", [JPEG.startOfImage, [0xFF, 0xE0, 0]]),
        ] as [(String, [[UInt8]])])
    func dropped(name: String, pieces: [[UInt8]]) {
        #expect(!isWhole(pieces.flatMap { $0 }))
    }

    /// Codes that mean nothing outside a scan, and reserved ones anywhere, are damage.
    @Test func strayCodes() {
        for code in Array(0x00...0xBF as ClosedRange<UInt8>) + Array(0xD0...0xD7) {
            #expect(!isWhole(JPEG.startOfImage + [0xFF, code, 0, 2] + Self.rest))
        }
        for code in 0x01...0xBF as ClosedRange<UInt8> {
            #expect(!isWhole(JPEG.picture(width: 3, scanData: [1, 0xFF, code, 0, 2, 1])))
        }
        // Inside a scan stuffing and restart markers are at home.
        for code in [0x00] + Array(0xD0...0xD7 as ClosedRange<UInt8>) {
            #expect(isWhole(JPEG.picture(width: 3, scanData: [1, 0xFF, code, 0, 2, 1])))
        }
    }
}
