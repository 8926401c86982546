// Protocol text as bytes: Embedded Swift has no Unicode tables, and HTTP needs none.

extension Array where Element == UInt8 {
    /// Appends a text as its UTF-8 bytes.
    @inlinable
    public mutating func append(_ text: String) {
        append(contentsOf: text.utf8)
    }

    /// Appends an integer in decimal, without allocating.
    public mutating func append(decimal value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(digits: value.magnitude, atLeast: 1)
    }

    /// Appends thousandths as a decimal fraction: 12345 is `12.345`.
    public mutating func append(thousandths value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: 1000)
        append(digits: whole, atLeast: 1)
        append(UInt8(ascii: "."))
        append(digits: part, atLeast: 3)
    }

    /// Appends nanoseconds as seconds with six decimals: the shape of X-Timestamp.
    public mutating func append(secondsOfNanoseconds value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        let (seconds, microseconds) = (value.magnitude / 1000).quotientAndRemainder(dividingBy: 1_000_000)
        append(digits: UInt(seconds), atLeast: 1)
        append(UInt8(ascii: "."))
        append(digits: UInt(microseconds), atLeast: 6)
    }

    /// Appends a copy of a range of bytes, few of them: requests, heads.
    @inlinable
    public mutating func append(copying bytes: Span<UInt8>, in range: Range<Int>) {
        // Nothing to add: the library would write to the storage that all empty arrays share.
        guard !range.isEmpty else { return }
        append(addingCapacity: range.count) { output in
            for index in range { output.append(bytes[index]) }
        }
    }

    private mutating func append(digits value: UInt, atLeast width: Int) {
        var divisor: UInt = 1
        var count = 1
        while count < width || value / divisor >= 10 {
            divisor *= 10
            count += 1
        }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}

extension Collection where Element == UInt8 {
    /// Whether these bytes are exactly that text.
    @inlinable
    public func spells(_ text: String) -> Bool {
        elementsEqual(text.utf8)
    }

    /// Whether these bytes are that lower-case text when ASCII case is ignored.
    @inlinable
    public func spellsIgnoringCase(_ lowercaseText: String) -> Bool {
        elementsEqual(lowercaseText.utf8) { byte, letter in byte.asciiLowercased == letter }
    }

    /// The number these bytes are in decimal digits alone; nil when they are anything else or over `limit`.
    public func decimal(limit: Int) -> Int? {
        guard !isEmpty else { return nil }
        var value = 0
        for byte in self {
            guard byte.isDigit else { return nil }
            let digit = Int(byte - UInt8(ascii: "0"))
            // Compared so that no limit can make the number overflow.
            guard value <= limit / 10, digit <= limit - value * 10 else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// The number these bytes are in decimal, with or without a point, in units of the last of so many places after it.
    ///
    /// Further places are cut off. Nil when they are anything else, or more than `limit` whole units, which times the
    /// places must be an `Int`.
    public func decimal(places: Int, limit: Int) -> Int? {
        let point = firstIndex(of: UInt8(ascii: ".")) ?? endIndex
        guard var value = self[..<point].decimal(limit: limit) else { return nil }
        let digits = self[point...].dropFirst()
        guard point == endIndex || !digits.isEmpty, digits.allSatisfy({ $0.isDigit }) else { return nil }
        var missing = places
        for digit in digits.prefix(places) {
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
            missing -= 1
        }
        for _ in 0..<missing { value *= 10 }
        return value
    }

    /// The number these bytes are in decimal, with up to three places after a point, in thousandths.
    ///
    /// Nil when they are anything else, or more than `limit` whole units.
    public func thousandths(limit: Int) -> Int? {
        let point = firstIndex(of: UInt8(ascii: "."))
        guard let whole = self[..<(point ?? endIndex)].decimal(limit: limit) else { return nil }
        guard let point else { return whole * 1000 }
        let places = self[index(after: point)...]
        guard places.count <= 3, var part = places.decimal(limit: 999) else { return nil }
        for _ in places.count..<3 { part *= 10 }
        return whole * 1000 + part
    }
}

extension BidirectionalCollection where Element == UInt8 {
    /// These bytes without spaces and tabs at either end: RFC 9110 section 5.6.3, OWS.
    public var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
            return self[endIndex..<endIndex]
        }
        return self[first...last]
    }
}

extension UInt8 {
    /// The byte with an ASCII capital made small.
    @inlinable
    public var asciiLowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }

    /// Whether the byte is a decimal digit.
    @inlinable
    public var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    /// Whether the byte is a space or a tab.
    @inlinable
    public var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    /// The value of a hexadecimal digit; nil for any other byte.
    public var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Whether the byte may stand in a method or field name: RFC 9110 section 5.6.2, tchar.
    var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }

    /// Whether the byte can be part of `uri-host [ ":" port ]`: RFC 3986 section 3.2.2, without percent-encodings.
    var isHostCharacter: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "-._~:[]".utf8.contains(self)
        }
    }
}
