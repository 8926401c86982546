@testable import Appliance

/// Looks at a test pattern as a viewer does: by rows and columns of the picture.
struct PatternReader {
    let pattern: TestPattern

    /// Y, U and V of one pixel.
    func pixel(_ column: Int, _ row: Int) -> [UInt8] {
        let at = Int(pattern.lines[row]) * pattern.bytesPerLine + 2 * column
        let pair = at - at % 4
        return [pattern.bytes[at], pattern.bytes[pair + 1], pattern.bytes[pair + 3]]
    }

    /// How bright one pixel is: its Y.
    func luma(_ column: Int, _ row: Int) -> UInt8 {
        pattern.bytes[Int(pattern.lines[row]) * pattern.bytesPerLine + 2 * column]
    }

    /// The columns of a row that are just so bright.
    func columns(_ row: Int, luma: UInt8) -> [Int] {
        (0..<pattern.size.width).filter { self.luma($0, row) == luma }
    }

    /// The text that stands in the picture, read dot by dot; a question mark for what is no character.
    func text(scale: Int) -> String {
        let white: UInt8 = 235
        // Nothing but the text is white, and it stands in the lowest quarter.
        let rows = (pattern.size.height * 3 / 4)..<pattern.size.height
        guard let top = rows.first(where: { !columns($0, luma: white).isEmpty }) else { return "" }
        let characters = Array("0123456789-:.#UTC".utf8)
        var text = ""
        for left in stride(from: 2 * scale, to: pattern.size.width - 5 * scale, by: 6 * scale) {
            let rows = (0..<7).map { row in
                (0..<5).reduce(UInt8(0)) { bits, column in
                    bits << 1 | (luma(left + column * scale, top + row * scale) == white ? 1 : 0)
                }
            }
            let found = characters.first { Array(Glyph.rows(of: $0)) == rows }
            text += rows.allSatisfy { $0 == 0 } ? " " : found.map { String(decoding: [$0], as: UTF8.self) } ?? "?"
        }
        return String(text.reversed().drop { $0 == " " }.reversed())
    }
}
