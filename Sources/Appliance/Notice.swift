/// What viewers are shown in place of a picture: a headline and a sentence, on a dark ground.
public struct Notice: Sendable {
    private var canvas: LineCanvas

    /// The state in a word or two, and why it is so.
    ///
    /// - Parameter size: that of the stream; text that does not fit into it is left out.
    init(size: PictureSize, headline: String, detail: [UInt8]) {
        let cell = Glyph.width + 1
        // The headline fills half of the width at the most, the sentence is half as large.
        let large = max(min(size.width / 2 / (max(headline.utf8.count, 1) * cell), size.height / 8 / Glyph.height), 1)
        let small = max(large / 2, 1)
        var rows = [TextRow(text: Array(headline.utf8), scale: large)]
        for line in Self.wrap(detail, width: size.width * 9 / 10 / (cell * small)) {
            rows.append(TextRow(text: line, scale: small))
        }
        rows = Self.fitting(rows, size)
        canvas = LineCanvas(
            size: size, lineCount: 1 + rows.count * Glyph.height, map: Self.map(size, rows), ground: Self.ground)
        for (index, row) in rows.enumerated() {
            let width = row.text.count * cell * row.scale
            canvas.write(
                row.text, line: 1 + index * Glyph.height, left: max(size.width - width, 0) / 2, scale: row.scale)
        }
    }

    /// A line of text and how many pixels its dots are wide and high.
    private struct TextRow {
        var text: [UInt8]
        var scale: Int

        /// With the space below it.
        var height: Int { (Glyph.height + 3) * scale }
    }

    private static let ground = LineCanvas.Colour(y: 30, u: 130, v: 126)

    /// Cuts a text at spaces into lines of so many characters at the most; a longer word stands alone and is cut off.
    static func wrap(_ text: [UInt8], width: Int) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for word in text.split(separator: UInt8(ascii: " ")) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] += [UInt8(ascii: " ")] + word
            } else {
                lines.append(Array(word.prefix(max(width, 1))))
            }
        }
        return lines
    }

    /// As many of the lines, from the first, as have room.
    private static func fitting(_ rows: [TextRow], _ size: PictureSize) -> [TextRow] {
        var height = 0
        return rows.filter { row in
            height += row.height
            return height <= size.height
        }
    }

    /// The lines in the middle of the picture, one below the other.
    private static func map(_ size: PictureSize, _ rows: [TextRow]) -> [UInt16] {
        var map = [UInt16](repeating: 0, count: size.height)
        var top = (size.height - rows.reduce(0) { $0 + $1.height }) / 2
        for (index, row) in rows.enumerated() {
            for offset in 0..<Glyph.height * row.scale {
                map[top + offset] = UInt16(1 + index * Glyph.height + offset / row.scale)
            }
            top += row.height
        }
        return map
    }

    /// The different lines as YUYV samples, one after the other.
    public var bytes: [UInt8] { canvas.bytes }
    /// For each row of the picture, which line stands there.
    public var lines: [UInt16] { canvas.map }
    /// The size of the picture.
    public var size: PictureSize { canvas.size }
    /// Bytes from one line to the next.
    public var bytesPerLine: Int { canvas.bytesPerLine }
}
