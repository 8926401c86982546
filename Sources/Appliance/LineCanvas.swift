/// A drawing of few different lines: each is drawn once, and a map says which one stands in each row of the picture.
///
/// Samples are YUYV: two pixels in four bytes, Y U Y V (V4L2_PIX_FMT_YUYV).
struct LineCanvas {
    /// A colour as a camera would give it (ITU-R BT.601, Y from 16 to 235).
    struct Colour: Sendable {
        let y: UInt8
        let u: UInt8
        let v: UInt8

        static let black = Colour(y: 16, u: 128, v: 128)
        static let white = Colour(y: 235, u: 128, v: 128)
    }

    /// The different lines, one after the other; empty while they are lent.
    private(set) var bytes: [UInt8]
    /// For each row of the picture, which line stands there.
    let map: [UInt16]
    /// The size of the picture.
    let size: PictureSize

    /// So many lines of one colour.
    init(size: PictureSize, lineCount: Int, map: [UInt16], ground: Colour) {
        self.size = size
        self.map = map
        bytes = []
        bytes = [UInt8](repeating: 0, count: lineCount * bytesPerLine)
        for line in 0..<lineCount { fill(line, 0..<size.width, ground) }
    }

    /// Bytes from one line to the next.
    var bytesPerLine: Int { 2 * (size.width + size.width % 2) }

    /// Fills pixels of one line; a pair's colour is that of its last pixel.
    mutating func fill(_ line: Int, _ pixels: Range<Int>, _ colour: Colour) {
        for pixel in pixels {
            let at = line * bytesPerLine + 2 * pixel
            bytes[at] = colour.y
            bytes[at - at % 4 + 1] = colour.u
            bytes[at - at % 4 + 3] = colour.v
        }
    }

    /// Writes a text over as many lines as a glyph has rows; what does not fit is cut off.
    ///
    /// - Parameters:
    ///   - line: the first of the lines.
    ///   - left: the pixel where the text begins.
    ///   - scale: how many pixels a dot is wide.
    mutating func write(
        _ text: some Collection<UInt8>, line: Int, left: Int, scale: Int, _ colour: Colour = .white
    ) {
        var left = left
        for character in text {
            for (row, bits) in Glyph.rows(of: character).enumerated() {
                for column in 0..<Glyph.width where bits >> (Glyph.width - 1 - column) & 1 == 1 {
                    let from = min(left + column * scale, size.width)
                    fill(line + row, from..<min(from + scale, size.width), colour)
                }
            }
            left += (Glyph.width + 1) * scale
        }
    }

    /// Gives the lines away, to be encoded without a copy; until `restore` nothing can be drawn.
    mutating func lend() -> [UInt8] {
        var lent: [UInt8] = []
        swap(&lent, &bytes)
        return lent
    }

    /// Takes the lines back.
    mutating func restore(_ lines: consuming [UInt8]) {
        bytes = lines
    }
}
