/// The characters that the test pattern writes, five dots wide and seven high.
enum Glyph {
    static let width = 5
    static let height = 7

    /// The seven rows of a character, the highest of five bits on the left; blank for one that is not drawn.
    static func rows(of character: UInt8) -> [UInt8] {
        switch character {
        case UInt8(ascii: "0"): [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110]
        case UInt8(ascii: "1"): [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110]
        case UInt8(ascii: "2"): [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111]
        case UInt8(ascii: "3"): [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110]
        case UInt8(ascii: "4"): [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010]
        case UInt8(ascii: "5"): [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110]
        case UInt8(ascii: "6"): [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110]
        case UInt8(ascii: "7"): [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000]
        case UInt8(ascii: "8"): [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110]
        case UInt8(ascii: "9"): [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100]
        case UInt8(ascii: "-"): [0, 0, 0, 0b11111, 0, 0, 0]
        case UInt8(ascii: ":"): [0, 0b00100, 0b00100, 0, 0b00100, 0b00100, 0]
        case UInt8(ascii: "."): [0, 0, 0, 0, 0, 0b01100, 0b01100]
        case UInt8(ascii: "#"): [0b01010, 0b01010, 0b11111, 0b01010, 0b11111, 0b01010, 0b01010]
        case UInt8(ascii: "U"): [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110]
        case UInt8(ascii: "T"): [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100]
        case UInt8(ascii: "C"): [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110]
        default: []
        }
    }
}
