import Wire

/// The name of a machine on its network: one label, as RFC 1123 section 2.1 has it.
enum HostName {
    /// What a machine is called that was given no name.
    static let initial = Array("martlet".utf8)
    /// The most bytes of a label: RFC 1035 section 2.3.4.
    static let mostBytes = 63

    /// Whether a text can be one; `localhost` cannot, which is every machine's own already.
    static func isValid(_ text: [UInt8]) -> Bool {
        (1...mostBytes).contains(text.count) && text.allSatisfy(isLetter) && text.first != UInt8(ascii: "-")
            && text.last != UInt8(ascii: "-") && !text.spellsIgnoringCase("localhost")
    }

    /// What somebody may have meant: `Garden cam` becomes `Garden-cam`, and `garden.local` `garden`.
    static func nearest(to text: [UInt8]) -> [UInt8]? {
        let end = ".local"
        let isLocal = text.count > end.utf8.count && text.suffix(end.utf8.count).spellsIgnoringCase(end)
        var name: [UInt8] = []
        for byte in text.dropLast(isLocal ? end.utf8.count : 0).prefix(mostBytes) {
            if isLetter(byte) {
                name.append(byte)
            } else if let last = name.last, last != UInt8(ascii: "-") {
                name.append(UInt8(ascii: "-"))
            }
        }
        while name.last == UInt8(ascii: "-") { name.removeLast() }
        while name.first == UInt8(ascii: "-") { name.removeFirst() }
        return isValid(name) ? name : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte.asciiLowercased)
            || byte == UInt8(ascii: "-")
    }
}
