/// A request target taken apart: RFC 9112 section 3.2, with the path and query of RFC 3986.
public struct RequestTarget: Sendable {
    /// One `name=value` of the query, decoded; a name without `=` has an empty value.
    public struct Parameter: Sendable {
        /// What stands before the `=`.
        public let name: [UInt8]
        /// What stands after it.
        public let value: [UInt8]
    }

    /// The path with its percent-encodings decoded; it begins with a slash.
    public private(set) var path: [UInt8] = []
    /// The query's parameters in their order.
    public private(set) var parameters: [Parameter] = []
    /// The authority of an absolute target; nil for the usual origin form.
    private(set) var authority: [UInt8]?

    init() {}

    /// Takes a target apart.
    ///
    /// - Throws: `RequestError` with status 400 when it is not of RFC 9112 section 3.2.1 or 3.2.2.
    init(_ text: ArraySlice<UInt8>) throws(RequestError) {
        var rest = text
        if rest.first != UInt8(ascii: "/") {
            // RFC 9112 section 3.2.2: a server MUST accept the absolute form.
            guard rest.count > 7, rest.prefix(7).spellsIgnoringCase("http://") else {
                throw RequestError(.badRequest, "the request target must begin with / or http://")
            }
            rest = rest.dropFirst(7)
            let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
            let found = rest[..<end]
            // RFC 9110 section 4.2.1: a sender MUST NOT give an empty host; section 4.2.4: nor user information.
            guard !found.isEmpty, found.allSatisfy({ $0.isHostCharacter }) else {
                throw RequestError(.badRequest, "the request target names no plain host")
            }
            authority = Array(found)
            rest = rest[end...]
        }
        let mark = rest.firstIndex(of: UInt8(ascii: "?"))
        path = try Self.decode(rest[..<(mark ?? rest.endIndex)], plusIsSpace: false)
        if path.isEmpty { path = [UInt8(ascii: "/")] }
        guard let mark else { return }
        for part in rest[(mark + 1)...].split(separator: UInt8(ascii: "&")) {
            let equals = part.firstIndex(of: UInt8(ascii: "="))
            let name = try Self.decode(part[..<(equals ?? part.endIndex)], plusIsSpace: true)
            let value = try equals.map { at throws(RequestError) in
                try Self.decode(part[(at + 1)...], plusIsSpace: true)
            }
            parameters.append(Parameter(name: name, value: value ?? []))
        }
    }

    /// The value of the first parameter of that name.
    public func value(of name: String) -> [UInt8]? {
        for parameter in parameters where parameter.name.spells(name) { return parameter.value }
        return nil
    }

    /// RFC 3986 section 2.1, and a plus for a space in a query as forms write it.
    private static func decode(_ text: ArraySlice<UInt8>, plusIsSpace: Bool) throws(RequestError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "%"):
                guard index + 2 <= text.endIndex, let high = text[index].hexadecimalValue,
                    let low = text[index + 1].hexadecimalValue, high | low != 0
                else {
                    throw RequestError(.badRequest, "a % in the request target must be followed by two hex digits")
                }
                result.append(high << 4 | low)
                index += 2
            case UInt8(ascii: "+") where plusIsSpace: result.append(UInt8(ascii: " "))
            default: result.append(byte)
            }
        }
        return result
    }
}
