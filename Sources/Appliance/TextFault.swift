import Wire

/// Why bytes are no line of text.
enum TextFault: Equatable, Sendable {
    /// They are not UTF-8.
    case encoding
    /// They hold a control character other than a tab.
    case control

    /// Looks for the first fault of bytes (RFC 3629 section 4); nil when there is none.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while let lead = rest.popFirst() {
            guard lead >= 0x80 else {
                if lead < 0x20 && lead != 0x09 || lead == 0x7F {
                    self = .control
                    return
                }
                continue
            }
            let form = Self.form(lead)
            guard let second = rest.popFirst(), form.second.contains(second) else {
                self = .encoding
                return
            }
            // U+0080 to U+009F.
            if lead == 0xC2 && second < 0xA0 {
                self = .control
                return
            }
            for _ in 0..<form.more {
                guard let byte = rest.popFirst(), byte & 0xC0 == 0x80 else {
                    self = .encoding
                    return
                }
            }
        }
        return nil
    }

    /// Which second bytes may follow a first one, and how many bytes come behind them; of no use where it is empty.
    private static func form(_ lead: UInt8) -> (second: Range<UInt8>, more: Int) {
        switch lead {
        case 0xC2...0xDF: (0x80..<0xC0, 0)
        case 0xE0: (0xA0..<0xC0, 1)
        case 0xED: (0x80..<0xA0, 1)
        case 0xE1...0xEF: (0x80..<0xC0, 1)
        case 0xF0: (0x90..<0xC0, 2)
        case 0xF1...0xF3: (0x80..<0xC0, 2)
        case 0xF4: (0x80..<0x90, 2)
        default: (0..<0, 0)
        }
    }
}
