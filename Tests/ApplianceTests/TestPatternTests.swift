import Testing

@testable import Appliance

@Suite("The test pattern")
struct TestPatternTests {
    private static let time: Int64 = 1_763_838_413_123_456_789
    private static let yellow: [UInt8] = [162, 44, 142]
    private static let bars: [[UInt8]] = [
        [180, 128, 128], yellow, [131, 156, 44], [112, 72, 58], [84, 184, 198], [65, 100, 212], [35, 212, 114],
        [16, 128, 128],
    ]

    private static func pattern(_ width: Int, _ height: Int, number: Int = 1) -> PatternReader {
        var pattern = TestPattern(size: PictureSize(width: width, height: height))
        pattern.draw(number: number, unixNanoseconds: time)
        return PatternReader(pattern: pattern)
    }

    @Test(arguments: [(1280, 720), (640, 480), (160, 120), (1920, 1080), (16, 16)])
    func barsStandWhereTheyShould(_ width: Int, _ height: Int) {
        let reader = Self.pattern(width, height)
        for row in [0, height / 2, height * 5 / 8 - 1] {
            for (index, colour) in Self.bars.enumerated() {
                #expect(reader.pixel(index * width / 8, row) == colour)
                #expect(reader.pixel((index + 1) * width / 8 - 1, row) == colour)
            }
        }
    }

    @Test(arguments: [
        (320, 240, 1000), (16, 16, 1000), (17, 19, 1000), (161, 121, 1000), (1280, 720, 300), (8192, 16, 30),
    ])
    func blockMovesAndStaysInside(_ width: Int, _ height: Int, _ pictures: Int) {
        var pattern = TestPattern(size: PictureSize(width: width, height: height))
        let row = height * 11 / 16
        let block = max(width / 8, 2)
        var last: Int?
        for number in 0..<pictures {
            pattern.draw(number: number, unixNanoseconds: Self.time)
            let columns = PatternReader(pattern: pattern).columns(row, luma: Self.yellow[0])
            guard let first = columns.first, columns == Array(first..<(first + block)) else {
                Issue.record("picture \(number) has no whole block: \(columns)")
                return
            }
            if let last {
                let step = abs(first - last)
                #expect(step > 0 && step <= max(width / 160, 1), "picture \(number) moves by \(step)")
            }
            last = first
        }
    }

    @Test(arguments: [(1280, 720, 5), (640, 480, 2), (240, 112, 1), (1920, 1080, 8), (1281, 721, 5)])
    func timeAndNumberCanBeRead(_ width: Int, _ height: Int, _ scale: Int) {
        #expect(Self.pattern(width, height, number: 42).text(scale: scale) == "2025-11-22 19:06:53.123 UTC #42")
        #expect(
            Self.pattern(width, height, number: 1_234_567).text(scale: scale) == "2025-11-22 19:06:53.123 UTC #1234567")
    }

    @Test func everyCharacterIsAnother() {
        let rows = "0123456789-:.#UTC".utf8.map { Glyph.rows(of: $0) }
        #expect(rows.allSatisfy { $0.count == Glyph.height && $0.allSatisfy { $0 < 32 } })
        #expect(Set(rows).count == rows.count)
        #expect(Glyph.rows(of: UInt8(ascii: " ")).isEmpty)
    }

    @Test(arguments: [(16, 16), (17, 16), (16, 17), (239, 111), (240, 28), (8191, 16), (8192, 29), (19, 8191)])
    func noSizeIsTooSmallOrOdd(_ width: Int, _ height: Int) {
        let reader = Self.pattern(width, height, number: 1_000_000_000)
        #expect(reader.pattern.lines.count == height)
        #expect(reader.pattern.bytesPerLine % 4 == 0)
        #expect(reader.pattern.bytesPerLine >= 2 * width)
        let lineCount = reader.pattern.bytes.count / reader.pattern.bytesPerLine
        #expect(reader.pattern.lines.allSatisfy { $0 < lineCount })
    }

    @Test func itTakesFewBytes() {
        #expect(Self.pattern(1280, 720).pattern.bytes.count == 10 * 1280 * 2, "ten lines stand for all 720")
    }

    @Test func linesAreLentAndComeBack() {
        var pattern = TestPattern(size: PictureSize(width: 64, height: 64))
        let before = pattern.bytes
        let lent = pattern.lend()
        #expect(pattern.isLent)
        #expect(lent == before)
        pattern.restore(lent)
        #expect(!pattern.isLent)
        #expect(pattern.bytes == before)
    }

    @Test func whatWasDrawnBeforeIsGone() {
        var pattern = TestPattern(size: PictureSize(width: 640, height: 480))
        pattern.draw(number: 99_999, unixNanoseconds: Self.time + 1)
        pattern.draw(number: 7, unixNanoseconds: Self.time)
        #expect(pattern.bytes == Self.pattern(640, 480, number: 7).pattern.bytes)
    }
}
