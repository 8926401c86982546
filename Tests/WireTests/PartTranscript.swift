// The fuzzer compiles this file into one module with the parser.
#if canImport(Wire)
    @testable import Wire
#endif

/// What a parser makes of a stream, written down: a line for each part, and at the end one that says how it ended.
///
/// A part is `KIND TYPE BODY`, then `timestamp=…`, `age=…` and `sequence=…` where they are there. A type that is not
/// named is `-`; bytes other than visible ASCII are `\xHH`.
struct PartTranscript {
    private(set) var text: [UInt8] = []
    /// The last part that was handed out.
    private(set) var lastPart: Part?
    private(set) var parser: PartParser

    init(_ content: StreamContent, limits: PartLimits = PartLimits()) {
        parser = PartParser(content, limits: limits)
    }

    var lines: [String] {
        text.split(separator: .lineFeed).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Gives the parser a part of these bytes, and writes down what it makes of them.
    mutating func feed(_ bytes: [UInt8], _ range: Range<Int>) {
        var parts: [Part] = []
        parser.feed(bytes.span.extracting(range)) { parts.append($0) }
        for part in parts { write(part) }
    }

    /// Ends the stream.
    mutating func finish() {
        var parts: [Part] = []
        let ending = parser.finish { parts.append($0) }
        for part in parts { write(part) }
        switch ending {
        case .betweenParts: text.append("between parts")
        case .closed: text.append("closed")
        case .insidePart(let bytes):
            text.append("inside a part of ")
            text.append(decimal: bytes)
        }
        let counts = parser.counts
        for (name, count) in [
            ("damaged", counts.damaged), ("empty", counts.empty), ("oversized", counts.oversized),
            ("oversized heads", counts.oversizedHeads), ("wrong lengths", counts.wrongLengths),
        ] where count > 0 {
            text.append(", ")
            text.append(decimal: count)
            text.append(" ")
            text.append(name)
        }
        text.append("\n")
    }

    private mutating func write(_ part: Part) {
        lastPart = part
        switch part.kind {
        case .picture: text.append("picture ")
        case .damaged: text.append("damaged ")
        case .other: text.append("other ")
        }
        text += part.head.contentType.isEmpty ? [UInt8(ascii: "-")] : Self.visible(part.head.contentType)
        text.append(" ")
        text += Self.visible(part.body)
        if let timestamp = part.head.timestampNanoseconds { write(" timestamp=", Int(timestamp)) }
        if let age = part.head.ageMicroseconds { write(" age=", age) }
        if let sequence = part.head.sequence { write(" sequence=", sequence) }
        text.append("\n")
    }

    private mutating func write(_ label: String, _ number: Int) {
        text.append(label)
        text.append(decimal: number)
    }

    /// Bytes as they are written down.
    static func visible(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") {
                text.append(byte)
            } else {
                text.append("\\x")
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
        }
        return text
    }
}
