/// Bytes in hexadecimal digits, and back.
enum Hexadecimal {
    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    static func upperDigits(_ byte: UInt8) -> [UInt8] {
        [digit(byte >> 4, letters: UInt8(ascii: "A")), digit(byte & 15, letters: UInt8(ascii: "A"))]
    }

    /// In small letters, as digests are written.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        for byte in bytes {
            digits.append(digit(byte >> 4, letters: UInt8(ascii: "a")))
            digits.append(digit(byte & 15, letters: UInt8(ascii: "a")))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func digit(_ value: UInt8, letters: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : letters + (value - 10)
    }
}
