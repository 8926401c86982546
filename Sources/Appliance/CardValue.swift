import Wire

/// What stands behind a `=` in martlet.txt.
struct CardValue: Equatable, Sendable {
    /// The value, without the quotes around it.
    let bytes: [UInt8]
    /// Whether it stands in quotes, and so means itself and nothing special.
    let isQuoted: Bool

    /// Takes the quotes off that stand around a text: straight ones that are alike, or any two that an editor has curved.
    init(_ text: ArraySlice<UInt8>) {
        let straight = text.first.map { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ?? false
        if straight, text.count >= 2, text.first == text.last {
            bytes = Array(text.dropFirst().dropLast())
            isQuoted = true
        } else if text.count >= 6, Self.isCurved(text.prefix(3)), Self.isCurved(text.suffix(3)) {
            bytes = Array(text.dropFirst(3).dropLast(3))
            isQuoted = true
        } else {
            bytes = Array(text)
            isQuoted = false
        }
    }

    /// Whether a curved quote is in it, U+2018 to U+201F.
    var hasCurvedQuote: Bool {
        bytes.indices.dropLast(2).contains { Self.isCurved(bytes[$0...($0 + 2)]) }
    }

    private static func isCurved(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.starts(with: [0xE2, 0x80]) && bytes.last.map { (0x98...0x9F).contains($0) } ?? false
    }
}
