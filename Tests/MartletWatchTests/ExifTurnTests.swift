import Testing

@testable import martlet_watch

@Suite struct ExifTurnTests {
    private static let header: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2]
    private static let scan: [UInt8] = [0xFF, 0xDA, 0, 2, 0xFF, 0xD9]

    private static func segment(_ tiff: [UInt8]) -> [UInt8] {
        [0xFF, 0xE1, 0, UInt8(tiff.count + 8)] + Array("Exif".utf8) + [0, 0] + tiff
    }

    /// Two entries, of which the second is the orientation.
    private static func big(_ orientation: UInt8) -> [UInt8] {
        Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 2] + [1, 0, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
            + [1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
    }

    private static func little(_ orientation: UInt8) -> [UInt8] {
        Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0] + [0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
    }

    @Test(
        arguments: [(0, 0), (1, 0), (2, 0), (3, 180), (4, 0), (5, 0), (6, 90), (7, 0), (8, 270), (9, 0)]
            as [(UInt8, Int)])
    func orientations(_ orientation: UInt8, _ degrees: Int) {
        for tiff in [Self.big(orientation), Self.little(orientation)] {
            #expect(ExifTurn.degrees(Self.header + Self.segment(tiff) + Self.scan) == degrees)
        }
    }

    @Test func nothingToldOrBehindTheScan() {
        #expect(ExifTurn.degrees(Self.header + Self.scan) == 0)
        #expect(ExifTurn.degrees(Self.header + Self.scan + Self.segment(Self.big(6))) == 0)
        #expect(ExifTurn.degrees([]) == 0)
    }

    /// It is read as far as it goes, and no further.
    @Test func cutOffAnywhere() {
        let whole = Self.header + Self.segment(Self.big(6))
        for count in 0..<whole.count { #expect(ExifTurn.degrees(Array(whole.prefix(count))) == 0) }
        let tiff = Self.big(6)
        // Its value ends two bytes before the entry does.
        for count in 0..<tiff.count - 2 {
            #expect(ExifTurn.degrees(Self.header + Self.segment(Array(tiff.prefix(count)))) == 0)
        }
    }

    @Test func lengthsThatLie() {
        #expect(ExifTurn.degrees([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xE0, 0, 1]) == 0)
        #expect(ExifTurn.degrees(Self.header + Self.segment(Array("MM".utf8) + [0, 42, 0xFF, 0xFF, 0xFF, 0xFF])) == 0)
    }
}
