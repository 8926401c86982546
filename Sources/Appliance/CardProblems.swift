/// What is wrong in a file of the card: where and what, what would be right, and what holds instead.
struct CardProblems: Sendable {
    /// The most of them that are told.
    static let most = 20
    /// Of lines that are no settings so many are kept to be told; the others are only counted.
    private static let mostStrays = 1000
    /// The most bytes of what somebody wrote that a problem repeats.
    private static let shownBytes = 40

    /// For each the line that it is in, counted from 1; 0 for the file as a whole.
    private var lines: [Int] = []
    /// For each what is to be said, without the place.
    private var texts: [[UInt8]] = []
    /// How many more there are.
    private var uncounted = 0

    /// Adds one.
    mutating func add(_ line: Int, _ text: String) {
        lines.append(line)
        texts.append(Array(text.utf8))
    }

    /// Adds one of those that there may be very many of.
    mutating func add(stray line: Int, _ text: String) {
        if lines.count < Self.mostStrays { add(line, text) } else { uncounted += 1 }
    }

    /// Appends the first of them in the order of their lines, a line each.
    ///
    /// - Parameters:
    ///   - file: what the file is called.
    ///   - room: how many may be appended; so many fewer afterwards.
    /// - Returns: how many are left out.
    func write(of file: [UInt8], to content: inout [UInt8], room: inout Int) -> Int {
        let name = Self.shown(file[...])
        var left = lines.count
        var line = 0
        while left > 0, room > 0 {
            var next = Int.max
            for (other, text) in zip(lines, texts) {
                if other > line { next = min(next, other) }
                guard other == line, room > 0 else { continue }
                content += Array((name + (line == 0 ? ": " : " line " + "\(line)" + ": ")).utf8)
                content += text
                content.append(UInt8(ascii: "\n"))
                left -= 1
                room -= 1
            }
            line = next
        }
        return left + uncounted
    }

    /// What somebody wrote, for a line of text: not too much of it, and a question mark for what is no text.
    static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        var clipped = Array(bytes.prefix(shownBytes))
        let isClipped = bytes.count > shownBytes
        if isClipped {
            // A character is shown whole or not at all.
            while let last = clipped.last, last & 0xC0 == 0x80 { clipped.removeLast() }
            if let last = clipped.last, last >= 0xC0 { clipped.removeLast() }
        }
        if TextFault(clipped[...]) != nil {
            for place in clipped.indices where !(0x20..<0x7F).contains(clipped[place]) {
                clipped[place] = UInt8(ascii: "?")
            }
        }
        return String(decoding: clipped, as: UTF8.self) + (isClipped ? "..." : "")
    }
}
