/// The value of a Content-Type, read as loosely as cameras write it: RFC 9110 section 8.3.1.
struct MediaType: Sendable {
    /// Type and subtype in small letters, without blanks around them.
    let name: [UInt8]
    private let parameters: ArraySlice<UInt8>

    init(_ value: ArraySlice<UInt8>) {
        let end = value.firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
        name = value[..<end].trimmed.map { $0.asciiLowercased }
        parameters = value[end...]
    }

    /// Whether it is that of a JPEG, under any of the names in use.
    var isJPEG: Bool { name.spells("image/jpeg") || name.spells("image/jpg") || name.spells("image/pjpeg") }

    /// The value of the first parameter of that name, which is given in small letters; nil when there is none.
    ///
    /// Takes what RFC 9110 section 5.6.6 does not allow: blanks around `=`, blanks inside a value that is not quoted
    /// (D-Link's `boundary=video boundary`), and a quoted value that does not end.
    func parameter(_ wanted: String) -> [UInt8]? {
        var rest = parameters.dropFirst()
        while !rest.isEmpty {
            let nameEnd = rest.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ";") } ?? rest.endIndex
            let name = rest[..<nameEnd].trimmed
            var value: [UInt8] = []
            if nameEnd < rest.endIndex, rest[nameEnd] == UInt8(ascii: "=") {
                value = Self.value(&rest, from: nameEnd + 1)
            } else {
                rest = rest[nameEnd...]
            }
            if name.spellsIgnoringCase(wanted) { return value }
            // The next parameter begins behind the next semicolon.
            rest = (rest.firstIndex(of: UInt8(ascii: ";")).map { rest[$0...] } ?? []).dropFirst()
        }
        return nil
    }

    /// Reads a value, quoted or not, and moves behind it.
    private static func value(_ rest: inout ArraySlice<UInt8>, from start: Int) -> [UInt8] {
        rest = rest[start...].drop { $0.isBlank }
        guard rest.first == UInt8(ascii: "\"") else {
            let end = rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
            defer { rest = rest[end...] }
            return Array(rest[..<end].trimmed)
        }
        rest = rest.dropFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            // RFC 9110 section 5.6.4: quoted-pair.
            value.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
        }
        return value
    }
}
