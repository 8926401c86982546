import Testing
import Wire

/// One row of a table: bytes, and what the parser is to make of them.
struct RequestCase: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let answer: [String]
    let limits: RequestLimits
    /// Whether something is left over that is no whole request.
    let waits: Bool

    /// A row whose text has one byte for each of its scalars, so that `\u{FF}` is the byte 0xFF.
    init(
        _ name: String, _ text: String, _ answer: String..., limits: RequestLimits = RequestLimits(),
        waits: Bool = false
    ) {
        self.name = name
        bytes = text.unicodeScalars.map { UInt8($0.value) }
        self.answer = answer
        self.limits = limits
        self.waits = waits
    }

    var testDescription: String { name }

    /// Feeds the bytes whole, a byte at a time, and split in two at every point.
    ///
    /// Each way must give the answer, and what has been said after any number of bytes must not depend on how they
    /// came.
    func check() {
        var whole = Transcript(limits: limits)
        whole.feed(bytes)
        #expect(whole.lines == answer)
        if !whole.isRefused { #expect(whole.isWaiting == waits) }

        var single = Transcript(limits: limits)
        var said = [single.text]
        for index in bytes.indices {
            single.feed(bytes, index..<(index + 1))
            said.append(single.text)
        }
        #expect(single.lines == answer, "a byte at a time")

        for point in bytes.indices {
            var split = Transcript(limits: limits)
            split.feed(bytes, 0..<point)
            #expect(split.text == said[point], "the first \(point) bytes")
            split.feed(bytes, point..<bytes.count)
            #expect(split.lines == answer, "split after \(point) bytes")
        }
    }
}
