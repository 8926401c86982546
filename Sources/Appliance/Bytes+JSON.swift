import Wire

extension Array where Element == UInt8 {
    /// Appends a text as a JSON string.
    ///
    /// RFC 8259 section 7: quotes, backslashes and controls are escaped, UTF-8 stands as it is. Of a text that is none, as
    /// of a driver that cuts its names, what is not ASCII becomes question marks.
    mutating func append(json text: [UInt8]) {
        let isFaulty = TextFault(text[...]) != nil
        append("\"")
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): self += [UInt8(ascii: "\\"), byte]
            case 0x80...0xFF: append(isFaulty ? UInt8(ascii: "?") : byte)
            case 0x20...0x7E: append(byte)
            default:
                append("\\u00")
                for digit in [byte >> 4, byte & 15] {
                    append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
                }
            }
        }
        append("\"")
    }
}
