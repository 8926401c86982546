import Wire

/// The picture that stands in for a camera: colour bars, a block that moves, the time and the frame's number.
public struct TestPattern {
    private var canvas: LineCanvas
    /// What is written, kept for its memory.
    private var text: [UInt8] = []

    private static let barsLine = 0
    private static let backgroundLine = 1
    private static let blockLine = 2
    private static let firstTextLine = 3
    private static let lineCount = firstTextLine + Glyph.height

    private typealias Colour = LineCanvas.Colour
    /// The 75 % bars of ITU-R BT.801: white, yellow, cyan, green, magenta, red, blue, black.
    private static let bars = [
        Colour(y: 180, u: 128, v: 128), Colour(y: 162, u: 44, v: 142), Colour(y: 131, u: 156, v: 44),
        Colour(y: 112, u: 72, v: 58), Colour(y: 84, u: 184, v: 198), Colour(y: 65, u: 100, v: 212),
        Colour(y: 35, u: 212, v: 114), Colour.black,
    ]

    /// Draws what stays the same.
    public init(size: PictureSize) {
        canvas = LineCanvas(size: size, lineCount: Self.lineCount, map: Self.map(size), ground: .black)
        for (index, colour) in Self.bars.enumerated() {
            let start = index * size.width / Self.bars.count
            canvas.fill(Self.barsLine, start..<((index + 1) * size.width / Self.bars.count), colour)
        }
    }

    /// The different lines, one after the other.
    public var bytes: [UInt8] { canvas.bytes }
    /// For each row of the picture, which line stands there.
    public var lines: [UInt16] { canvas.map }
    /// The size of the picture.
    public var size: PictureSize { canvas.size }
    /// Bytes from one line to the next.
    public var bytesPerLine: Int { canvas.bytesPerLine }

    /// Draws what changes: the block at its place, the time, and the number.
    public mutating func draw(number: Int, unixNanoseconds: Int64) {
        let block = max(size.width / 8, 2)
        // There and back, a step a frame, so that it never jumps.
        let way = max(size.width - block, 1)
        let step = number * max(size.width / 160, 1) % (2 * way)
        let start = step < way ? step : 2 * way - step
        canvas.fill(Self.blockLine, 0..<size.width, .black)
        canvas.fill(Self.blockLine, start..<(start + block), Self.bars[1])

        for line in 0..<Glyph.height { canvas.fill(Self.firstTextLine + line, 0..<size.width, .black) }
        text.removeAll(keepingCapacity: true)
        CivilTime(unixNanoseconds: unixNanoseconds).append(to: &text)
        text.append(" UTC #")
        text.append(decimal: number)
        let scale = Self.scale(size)
        if scale > 0 { canvas.write(text, line: Self.firstTextLine, left: 2 * scale, scale: scale) }
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
    public mutating func lend() -> [UInt8] { canvas.lend() }

    /// Takes the lines back.
    public mutating func restore(_ lines: consuming [UInt8]) { canvas.restore(lines) }

    /// Whether the lines are lent.
    public var isLent: Bool { canvas.bytes.isEmpty }
}
