/// What a client says of who it is: the user name and password of RFC 7617.
public struct BasicCredentials: Equatable, Sendable {
    /// The user name; it holds no colon.
    public let user: [UInt8]
    /// The password.
    public let password: [UInt8]

    /// Reads the value of an Authorization field; nil for another scheme and for what RFC 7617 section 2 does not allow.
    public init?(authorization: [UInt8]) {
        // RFC 9110 section 11.4: a scheme in any case, one or more spaces, token68.
        guard let space = authorization.firstIndex(of: UInt8(ascii: " ")),
            authorization[..<space].spellsIgnoringCase("basic"),
            let decoded = Self.decode(authorization[space...].trimmed),
            let colon = decoded.firstIndex(of: UInt8(ascii: ":")),
            decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { return nil }
        user = Array(decoded[..<colon])
        password = Array(decoded[(colon + 1)...])
    }

    /// RFC 4648 section 4: groups of four letters, the last one filled up with `=`; nil for anything else.
    private static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard !text.isEmpty, text.count.isMultiple(of: 4) else { return nil }
        let padding = text.suffix(2).reduce(0) { $0 + ($1 == UInt8(ascii: "=") ? 1 : 0) }
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        var letters = 0
        for letter in text.dropLast(padding) {
            guard let value = sixBits(of: letter) else { return nil }
            group = group << 6 | value
            letters += 1
            if letters.isMultiple(of: 4) {
                bytes += [UInt8(group >> 16 & 0xFF), UInt8(group >> 8 & 0xFF), UInt8(group & 0xFF)]
                group = 0
            }
        }
        // RFC 4648 section 3.5: the bits that no byte takes are nought.
        switch padding {
        case 1:
            guard group & 0x03 == 0 else { return nil }
            bytes += [UInt8(group >> 10 & 0xFF), UInt8(group >> 2 & 0xFF)]
        case 2:
            guard group & 0x0F == 0 else { return nil }
            bytes.append(UInt8(group >> 4 & 0xFF))
        default: break
        }
        return bytes
    }

    private static func sixBits(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
