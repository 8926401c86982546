import Testing

@testable import Wire

@Suite("Orientation")
struct OrientationTests {
    @Test(arguments: [
        (0, Orientation.upright, 1), (90, .turnedRight, 6), (180, .upsideDown, 3), (270, .turnedLeft, 8),
    ])
    func degrees(degrees: Int, orientation: Orientation, value: UInt8) {
        #expect(Orientation(degrees: degrees) == orientation)
        #expect(
            orientation.segment
                == JPEG.segment(
                    0xE1,
                    Array("Exif\0\0MM\0*\0\0\0\u{8}\0\u{1}".utf8) + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0]
                        + [0, 0, 0, 0]))
    }

    @Test(arguments: [-90, 1, 45, 89, 91, 360, 450])
    func otherDegrees(degrees: Int) {
        #expect(Orientation(degrees: degrees) == nil)
    }

    /// The segment stands first of all, the decoder takes no offence, and the pixels are the same.
    @Test(arguments: [Orientation.upright, .turnedRight, .upsideDown, .turnedLeft], [true, false])
    func inPicture(orientation: Orientation, hasTables: Bool) throws {
        let original = Codec.picture(width: 40, height: 24)
        let bytes = hasTables ? original : JPEG.withoutHuffmanTables(original)
        let repair = try #require(JPEGRepair(of: bytes))
        var picture: [UInt8] = []
        repair.append(bytes.span, orientation: orientation, to: &picture) { $1.append(copying: $0, in: 0..<$0.count) }
        let segment = orientation == .upright ? [] : orientation.segment
        #expect(picture.starts(with: JPEG.startOfImage + segment))
        if hasTables { #expect(picture == original[..<2] + segment + original[2...]) }
        let decoded = try #require(Codec.decode(picture))
        #expect(decoded.consumed == picture.count)
        #expect(decoded.pixels == Codec.decode(original)?.pixels)
    }
}
