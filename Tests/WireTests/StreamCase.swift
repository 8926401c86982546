import Testing

@testable import Wire

/// One row of a table: a stream, and what the parser is to make of it.
struct StreamCase: CustomTestStringConvertible, Sendable {
    let name: String
    let content: StreamContent
    let bytes: [UInt8]
    /// What the transcript says, the last line being how the stream ended.
    let answer: [String]
    let limits: PartLimits
    /// Whether a picture comes out later than its last byte goes in.
    let isLate: Bool

    /// A row whose text has one byte for each of its scalars, so that `\u{FF}` is the byte 0xFF.
    ///
    /// ①, ② and ③ are whole pictures of 32 bytes, ◐ is the first 28 bytes of ①, ◑ ① with a stray byte before its scan.
    init(
        _ name: String, _ contentType: String, _ text: String, _ answer: String..., limits: PartLimits = PartLimits(),
        isLate: Bool = false
    ) {
        self.name = name
        do throws(StreamContentError) {
            content = try StreamContent(contentType: Array(contentType.utf8))
        } catch {
            preconditionFailure("\(name): \(String(decoding: error.reason, as: UTF8.self))")
        }
        bytes = Self.expand(text)
        self.answer = answer.map { line in
            line.unicodeScalars.map { scalar in
                Self.picture(scalar).map { String(decoding: PartTranscript.visible($0), as: UTF8.self) }
                    ?? String(scalar)
            }.joined()
        }
        self.limits = limits
        self.isLate = isLate
    }

    var testDescription: String { name }

    /// The bytes of a text in which pictures stand.
    static func expand(_ text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { picture($0) ?? [UInt8($0.value)] }
    }

    private static func picture(_ scalar: Unicode.Scalar) -> [UInt8]? {
        switch scalar {
        case "①": JPEG.tiny(1)
        case "②": JPEG.tiny(2)
        case "③": JPEG.tiny(3)
        case "◐": Array(JPEG.tiny(1).prefix(28))
        case "◑": JPEG.tiny(1, before: [0])
        default: nil
        }
    }

    /// Feeds the bytes whole, a byte at a time, split in two at every point and in three at every pair of points.
    ///
    /// Each way must give the answer, and what has been said after any number of bytes must not depend on how they
    /// came.
    func check() {
        var whole = PartTranscript(content, limits: limits)
        whole.feed(bytes, bytes.indices)
        whole.finish()
        #expect(whole.lines == answer)

        var beginnings = [PartTranscript(content, limits: limits)]
        var single = beginnings[0]
        for index in bytes.indices {
            let before = single.text.count
            single.feed(bytes, index..<(index + 1))
            beginnings.append(single)
            if !isLate, single.text.count > before, let part = single.lastPart, part.kind == .picture {
                #expect(bytes[...index].suffix(part.body.count).elementsEqual(part.body), "with its last byte")
            }
        }
        single.finish()
        #expect(single.lines == answer, "a byte at a time")

        // For the longer streams every pair would take too long.
        let step = bytes.count < 300 ? 1 : 7
        for first in bytes.indices {
            var beginning = beginnings[0]
            beginning.feed(bytes, 0..<first)
            #expect(beginning.text == beginnings[first].text, "the first \(first) bytes")
            for second in stride(from: first, to: bytes.count, by: step) {
                var split = beginning
                split.feed(bytes, first..<second)
                if split.text != beginnings[second].text {
                    Issue.record("split after \(first) bytes, then \(second): \(split.lines)")
                    return
                }
            }
            beginning.feed(bytes, first..<bytes.count)
            beginning.finish()
            #expect(beginning.text == single.text, "split after \(first) bytes")
            var end = beginnings[first]
            end.feed(bytes, first..<bytes.count)
            end.finish()
            #expect(end.text == single.text, "the rest after \(first) bytes")
        }
    }
}
