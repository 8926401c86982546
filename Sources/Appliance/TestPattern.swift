import Wire

/// The picture that stands in for a camera: colour bars, a block that moves, the time and the frame's number.
///
/// Most lines of it are alike, so only the different ones are drawn, and a map says which one stands in each row.
/// Samples are YUYV: two pixels in four bytes, Y U Y V (V4L2_PIX_FMT_YUYV).
public struct TestPattern {
    /// The different lines, one after the other.
    public private(set) var bytes: [UInt8]
    /// For each row of the picture, which line stands there.
    public let lines: [UInt16]
    /// The size of the picture.
    public let size: PictureSize
    /// Bytes from one line to the next.
    public var bytesPerLine: Int { 2 * (size.width + size.width % 2) }

    /// What is written, kept for its memory.
    private var text: [UInt8] = []

    private static let barsLine = 0
    private static let backgroundLine = 1
    private static let blockLine = 2
    private static let firstTextLine = 3
    private static let lineCount = firstTextLine + Glyph.height

    private static let black = Colour(y: 16, u: 128, v: 128)
    private static let white = Colour(y: 235, u: 128, v: 128)
    /// The 75 % bars of ITU-R BT.801: white, yellow, cyan, green, magenta, red, blue, black.
    private static let bars = [
        Colour(y: 180, u: 128, v: 128), Colour(y: 162, u: 44, v: 142), Colour(y: 131, u: 156, v: 44),
        Colour(y: 112, u: 72, v: 58), Colour(y: 84, u: 184, v: 198), Colour(y: 65, u: 100, v: 212),
        Colour(y: 35, u: 212, v: 114), Colour(y: 16, u: 128, v: 128),
    ]

    private struct Colour: Sendable {
        let y: UInt8
        let u: UInt8
        let v: UInt8
    }

    /// Draws what stays the same.
    public init(size: PictureSize) {
        self.size = size
        lines = Self.map(size)
        bytes = []
        bytes = [UInt8](repeating: 0, count: Self.lineCount * bytesPerLine)
        for line in 0..<Self.lineCount { fill(line, 0..<size.width, Self.black) }
        for (index, colour) in Self.bars.enumerated() {
            let start = index * size.width / Self.bars.count
            fill(Self.barsLine, start..<((index + 1) * size.width / Self.bars.count), colour)
        }
    }

    /// Draws what changes: the block at its place, the time, and the number.
    public mutating func draw(number: Int, unixNanoseconds: Int64) {
        let block = max(size.width / 8, 2)
        // There and back, a step a frame, so that it never jumps.
        let way = max(size.width - block, 1)
        let step = number * max(size.width / 160, 1) % (2 * way)
        let start = step < way ? step : 2 * way - step
        fill(Self.blockLine, 0..<size.width, Self.black)
        fill(Self.blockLine, start..<(start + block), Self.bars[1])

        for line in 0..<Glyph.height { fill(Self.firstTextLine + line, 0..<size.width, Self.black) }
        text.removeAll(keepingCapacity: true)
        CivilTime(unixNanoseconds: unixNanoseconds).append(to: &text)
        text.append(" UTC #")
        text.append(decimal: number)
        let scale = Self.scale(size)
        guard scale > 0 else { return }
        var left = 2 * scale
        for character in text {
            for (row, bits) in Glyph.rows(of: character).enumerated() {
                for column in 0..<Glyph.width where bits >> (Glyph.width - 1 - column) & 1 == 1 {
                    let from = min(left + column * scale, size.width)
                    fill(Self.firstTextLine + row, from..<min(from + scale, size.width), Self.white)
                }
            }
            left += (Glyph.width + 1) * scale
        }
    }

    /// How many pixels a dot of the text is wide and high; 0 where there is no room for any.
    private static func scale(_ size: PictureSize) -> Int {
        min(size.width / (40 * (Glyph.width + 1)), size.height / 4 / Glyph.height)
    }

    /// Bars in the upper five eighths, then the block's strip, then the text in the middle of what is left.
    private static func map(_ size: PictureSize) -> [UInt16] {
        let barsEnd = size.height * 5 / 8
        let blockEnd = size.height * 6 / 8
        let scale = scale(size)
        let textStart = (blockEnd + size.height - Glyph.height * scale) / 2
        return (0..<size.height).map { row in
            if row < barsEnd { return UInt16(barsLine) }
            if row < blockEnd { return UInt16(blockLine) }
            guard scale > 0, row >= textStart, row < textStart + Glyph.height * scale else {
                return UInt16(backgroundLine)
            }
            return UInt16(firstTextLine + (row - textStart) / scale)
        }
    }

    /// Gives the lines away, to be encoded without a copy; until `restore` nothing can be drawn.
    public mutating func lend() -> [UInt8] {
        var lent: [UInt8] = []
        swap(&lent, &bytes)
        return lent
    }

    /// Takes the lines back.
    public mutating func restore(_ lines: consuming [UInt8]) {
        bytes = lines
    }

    /// Whether the lines are lent.
    public var isLent: Bool { bytes.isEmpty }

    /// Fills pixels of one line; a pair's colour is that of its last pixel.
    private mutating func fill(_ line: Int, _ pixels: Range<Int>, _ colour: Colour) {
        for pixel in pixels {
            let at = line * bytesPerLine + 2 * pixel
            bytes[at] = colour.y
            bytes[at - at % 4 + 1] = colour.u
            bytes[at - at % 4 + 3] = colour.v
        }
    }
}
