/// Reads challenges and parameters (RFC 9110, 11.2 to 11.6); what is none of either is passed over.
struct ChallengeReader {
    let bytes: [UInt8]
    private var index = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func challenges() -> [Challenge] {
        var found: [Challenge] = []
        while let name = nextName() {
            if takeEquals(), !found.isEmpty {
                found[found.count - 1].add(name, value())
            } else {
                found.append(Challenge(scheme: name))
                passToken68()
            }
        }
        return found
    }

    /// Parameters alone, as in Authentication-Info.
    mutating func parameters() -> [String: String] {
        var found = Challenge(scheme: "")
        while let name = nextName() {
            if takeEquals() { found.add(name, value()) }
        }
        return found.parameters
    }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// In small letters; nil at the end.
    private mutating func nextName() -> String? {
        while let byte, !Self.isToken(byte) { index += 1 }
        let start = index
        while let byte, Self.isToken(byte) { index += 1 }
        return start == index ? nil : text(start..<index).lowercased()
    }

    private mutating func takeEquals() -> Bool {
        let start = index
        passBlanks()
        guard byte == UInt8(ascii: "=") else {
            index = start
            return false
        }
        index += 1
        passBlanks()
        return true
    }

    private mutating func value() -> String {
        guard byte == UInt8(ascii: "\"") else {
            let start = index
            while let byte, byte != UInt8(ascii: ","), !Self.isBlank(byte) { index += 1 }
            return text(start..<index)
        }
        index += 1
        var content: [UInt8] = []
        while let byte, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
            content.append(bytes[index])
            index += 1
        }
        index += 1
        return String(decoding: content, as: UTF8.self)
    }

    /// What some schemes have in place of parameters; it ends in a comma, or with the value.
    private mutating func passToken68() {
        let start = index
        passBlanks()
        while let byte, Self.isToken(byte) || byte == UInt8(ascii: "/") { index += 1 }
        while byte == UInt8(ascii: "=") { index += 1 }
        passBlanks()
        if let byte, byte != UInt8(ascii: ",") { index = start }
    }

    private mutating func passBlanks() {
        while let byte, Self.isBlank(byte) { index += 1 }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isToken(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
    }
}
