import Testing

@testable import Wire

@Suite("What of a captured buffer is a picture")
struct JPEGRepairTests {
    /// The picture in a buffer as a viewer gets it; nil when the frame is dropped.
    private func repaired(_ bytes: [UInt8]) -> [UInt8]? {
        guard let repair = JPEGRepair(of: bytes) else { return nil }
        var picture: [UInt8] = []
        repair.append(bytes.span, orientation: .upright, to: &picture) { $1.append(copying: $0, in: 0..<$0.count) }
        return picture
    }

    @Test func whole() throws {
        let bytes = JPEG.picture(width: 300)
        let repair = try #require(JPEGRepair(of: bytes))
        #expect(!repair.isNeeded)
        #expect(repair.range == 0..<bytes.count)
        #expect(repair.tablesInsertion == nil)
        #expect(repair.width == 300)
        #expect(repair.height == 2)
        #expect(repaired(bytes) == bytes)
    }

    @Test func largestSize() throws {
        let bytes =
            JPEG.startOfImage + JPEG.quantization + JPEG.frame(width: 65535, height: 65535) + JPEG.huffman
            + JPEG.scanHeader + JPEG.endOfImage
        let repair = try #require(JPEGRepair(of: bytes))
        #expect(repair.width == 65535)
        #expect(repair.height == 65535)
    }

    @Test func withoutTables() throws {
        let bytes = JPEG.picture(width: 3, huffman: [])
        let repair = try #require(JPEGRepair(of: bytes))
        #expect(repair.isNeeded)
        #expect(repair.range == 0..<bytes.count)
        #expect(
            repaired(bytes) == JPEG.startOfImage + JPEG.quantization + StandardHuffmanTables.segment
                + JPEG.frame(width: 3) + JPEG.scanHeader + JPEG.scanData + JPEG.endOfImage)
    }

    /// What a camera leaves out is what libjpeg writes: with it put in, the same pixels come out.
    ///
    /// libjpeg-turbo helps itself where tables are missing, so that its verdict alone would say nothing of them.
    @Test(arguments: [0, 1])
    func withoutTablesForDecoder(restartRows: Int) throws {
        let original = Codec.picture(width: 70, height: 34, restartRows: restartRows)
        let (bytes, tables) = JPEG.partHuffmanTables(original)
        #expect(StandardHuffmanTables.segment == JPEG.segment(0xC4, tables))
        let picture = try #require(repaired(bytes))
        let decoded = try #require(Codec.decode(picture))
        #expect(decoded.consumed == picture.count)
        #expect(decoded.pixels == Codec.decode(original)?.pixels)
        #expect(decoded.width == 70)
        #expect(decoded.height == 34)
    }

    @Test(arguments: [
        [0x00], [0xFF], [0xFF, 0xD8], [0xFF, 0xD9], [0xFF, 0xD8, 0xFF], [0xFF, 0xD8, 0xFF, 0xD9],
        [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10], [0xFF, 0xFF, 0xFF, 0xFF], [UInt8](repeating: 0, count: 1000),
        [UInt8](repeating: 0xFF, count: 1000), Array("junk".utf8), JPEG.startOfImage + JPEG.quantization,
    ])
    func junkBehindEnd(junk: [UInt8]) throws {
        let picture = Codec.picture(width: 16, height: 16)
        let bytes = picture + junk
        let repair = try #require(JPEGRepair(of: bytes))
        #expect(repair.isNeeded)
        #expect(repair.range == 0..<picture.count)
        #expect(repaired(bytes) == picture)
        #expect(repaired(JPEG.withoutHuffmanTables(picture) + junk).flatMap(Codec.decode)?.width == 16)
    }

    @Test(arguments: [
        JPEG.picture(width: 3), JPEG.picture(width: 3, huffman: []), Codec.picture(width: 32, height: 32),
        Codec.picture(width: 32, height: 32, restartRows: 1), JPEG.progressive, withThumbnail,
    ])
    func truncated(bytes: [UInt8]) {
        #expect(repaired(bytes) != nil)
        for count in bytes.indices {
            #expect(repaired(Array(bytes[..<count])) == nil, "the first \(count) bytes of \(bytes.count)")
        }
    }

    @Test func empty() {
        #expect(repaired([]) == nil)
        for byte in UInt8.min...UInt8.max {
            #expect(repaired([byte]) == nil)
            #expect(repaired([0xFF, byte]) == nil)
            #expect(repaired([0xFF, 0xD8, 0xFF, byte]) == nil)
        }
    }

    @Test func withoutStart() {
        let bytes = JPEG.picture(width: 3)
        #expect(repaired(Array(bytes.dropFirst())) == nil)
        #expect(repaired(Array(bytes.dropFirst(2))) == nil)
        #expect(repaired([0] + bytes) == nil)
        #expect(repaired([0xFF] + bytes) == nil)
    }

    @Test func twoWhole() throws {
        let first = JPEG.picture(width: 3)
        let second = JPEG.picture(width: 4, huffman: [])
        let bytes = first + second
        let repair = try #require(JPEGRepair(of: bytes))
        #expect(repair.range == first.count..<bytes.count)
        #expect(repair.width == 4)
        #expect(repaired(bytes) == repaired(second))
        #expect(repaired(second + first) == first)
        #expect(repaired(first + second + first) == first)
    }

    @Test func wholeAndTruncated() {
        let first = Codec.picture(width: 16, height: 16)
        let second = Codec.picture(width: 24, height: 16)
        for count in second.indices {
            #expect(repaired(first + second[..<count]) == first, "the first \(count) bytes of the second")
        }
        #expect(repaired(first + second) == second)
    }

    @Test func truncatedAndWhole() throws {
        let first = Codec.picture(width: 16, height: 16)
        let second = Codec.picture(width: 24, height: 16, seed: 1)
        let header = try #require((0..<first.count).first { first[$0] == 0xFF && first[$0 + 1] == 0xDA })
        let scan = header + 2 + Int(first[header + 2]) << 8 + Int(first[header + 3])
        for count in scan..<first.count {
            #expect(repaired(first[..<count] + second) == second, "the first \(count) bytes of the first")
        }
        // Cut between two segments; cut inside one, the second picture is taken for its content, and both are lost.
        #expect(repaired(first[..<header] + second) == second)
        #expect(repaired(first[..<2] + second) == second)
        #expect(repaired(first[..<(header + 5)] + second) == nil)
    }

    /// A picture that carries another in APP1, as Exif does.
    private static let withThumbnail =
        JPEG.startOfImage + JPEG.segment(0xE1, Array("Exif".utf8) + JPEG.picture(width: 9))
        + JPEG.picture(width: 3).dropFirst(2)

    @Test func thumbnail() throws {
        let repair = try #require(JPEGRepair(of: Self.withThumbnail))
        #expect(!repair.isNeeded)
        #expect(repair.width == 3)
    }

    @Test func fillBytes() throws {
        let fill: [UInt8] = [0xFF, 0xFF, 0xFF]
        let original = Codec.picture(width: 16, height: 16, restartRows: 1)
        for isComplete in [true, false] {
            let source = isComplete ? original : JPEG.withoutHuffmanTables(original)
            var bytes: [UInt8] = []
            for (index, byte) in source.enumerated() {
                let next = index + 1 < source.count ? source[index + 1] : 0
                if index >= 2, byte == 0xFF, next >= 0xC0, !(0xD0...0xD7).contains(next) { bytes += fill }
                bytes.append(byte)
            }
            #expect(bytes.count > source.count)
            let picture = try #require(repaired(bytes))
            let decoded = try #require(Codec.decode(picture))
            #expect(decoded.consumed == picture.count)
            #expect(decoded.pixels == Codec.decode(original)?.pixels)
        }
    }

    @Test func progressive() throws {
        #expect(repaired(JPEG.progressive) == JPEG.progressive)
        #expect(Codec.decode(JPEG.progressive)?.consumed == JPEG.progressive.count)
    }

    @Test func mostAdded() throws {
        let bytes = JPEG.picture(width: 3, huffman: [])
        let repair = try #require(JPEGRepair(of: bytes))
        var picture: [UInt8] = []
        repair.append(bytes.span, orientation: .turnedLeft, to: &picture) { $1.append(copying: $0, in: 0..<$0.count) }
        #expect(picture.count == bytes.count + JPEGRepair.mostAdded)
    }

    /// Bytes that look a little like JPEG, and are none: nothing crashes, and what is let through is whole.
    @Test func random() throws {
        let likely: [UInt8] = [0xFF, 0xFF, 0xD8, 0xD9, 0xDA, 0xC0, 0xC4, 0xDB, 0, 0, 2, 3, 8, 0x11, 0xD0]
        let pieces = [
            JPEG.startOfImage, JPEG.quantization, JPEG.frame(width: 3), JPEG.huffman, JPEG.scanHeader, JPEG.scanData,
            JPEG.endOfImage,
        ]
        var dice = Dice(seed: 1)
        var promise = RepairPromise()
        var counts = (whole: 0, repaired: 0, dropped: 0)
        for round in 0..<20_000 {
            var bytes: [UInt8] = []
            switch round % 3 {
            case 0:
                for _ in 0..<Int.random(in: 0...300, using: &dice) { bytes.append(.random(in: 0...255, using: &dice)) }
            case 1:
                bytes = JPEG.startOfImage
                for _ in 0..<Int.random(in: 0...300, using: &dice) {
                    bytes.append(likely.randomElement(using: &dice) ?? 0)
                }
            default:
                for _ in 0..<3 {
                    for piece in pieces where Int.random(in: 0...11, using: &dice) > 0 { bytes += piece }
                }
            }
            switch try promise.check(bytes, orientation: round % 2 == 0 ? .upright : .turnedRight) {
            case .whole: counts.whole += 1
            case .repaired: counts.repaired += 1
            case .dropped: counts.dropped += 1
            }
        }
        #expect(counts.repaired > 1000)
        #expect(counts.dropped > 1000)
    }
}
