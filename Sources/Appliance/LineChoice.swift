import Wire

/// Which GPIO line the LED or the button is on.
public struct LineChoice: Equatable, Sendable {
    /// Where a line is to be found.
    public enum Place: Equatable, Sendable {
        /// By its number on a chip, which is a name such as `gpiochip0` or an absolute path.
        case offset(chip: [UInt8], line: Int)
        /// By its own name, on whichever chip has it.
        case name([UInt8])
    }

    /// The most bytes that a choice may have.
    static let mostBytes = 64
    /// The highest number that a line may have.
    static let highestLine = 1023

    /// Where the line is.
    public let place: Place
    /// Whether the line is low when the LED is lit or the button is pressed.
    public let isActiveLow: Bool
    /// The choice as it was written, for messages.
    public let text: [UInt8]

    /// Reads `gpiochip0:17`, `/dev/gpiochip0:17` or `GPIO17`, with `!` before or after it when the line is active low.
    init?(_ text: [UInt8]) {
        guard text.count <= Self.mostBytes, text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
        let mark = UInt8(ascii: "!")
        var rest = text[...]
        if rest.first == mark {
            rest = rest.dropFirst()
        } else if rest.last == mark {
            rest = rest.dropLast()
        }
        // Names may hold spaces, as in `P9_22 [spi0_sclk]`; at an end nobody would see why it is not found.
        guard let first = rest.first, let last = rest.last, first != mark, last != mark, first != 0x20, last != 0x20,
            let place = Self.place(rest)
        else { return nil }
        self.place = place
        self.isActiveLow = rest.count < text.count
        self.text = text
    }

    /// Reads what is left without the mark; the last colon counts, as paths may hold others.
    private static func place(_ text: ArraySlice<UInt8>) -> Place? {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")) else { return .name(Array(text)) }
        let chip = text[..<colon]
        guard isChip(chip), let line = text[(colon + 1)...].decimal(limit: highestLine) else { return nil }
        return .offset(chip: Array(chip), line: line)
    }

    private static func isChip(_ text: ArraySlice<UInt8>) -> Bool {
        let slash = UInt8(ascii: "/")
        if text.first == slash { return text.last != slash }
        let prefix = "gpiochip".utf8
        return text.starts(with: prefix) && text.dropFirst(prefix.count).decimal(limit: .max) != nil
    }
}
