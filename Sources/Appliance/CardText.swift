import Wire

/// The content of martlet.txt, cut into lines that end in any way that an editor ends them.
struct CardText {
    /// The most bytes of the file that are looked at.
    static let mostBytes = 65_536
    /// What a UTF-8 file may begin with.
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    let bytes: [UInt8]
    /// Whether there is more than is looked at.
    let isCut: Bool

    /// Takes the file's content, or a part of it that is longer than what is looked at.
    init(_ content: [UInt8]) {
        isCut = content.count > Self.mostBytes
        bytes = Array(content.prefix(Self.mostBytes))
    }

    /// Whether it is UTF-16: by its mark, or because every second byte at its beginning is zero.
    var isUTF16: Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        let start = bytes.prefix(16)
        return [0, 1].contains { odd in
            start.count >= 4 && start.indices.allSatisfy { $0 % 2 != odd || start[$0] == 0 }
                && start.contains { $0 != 0 }
        }
    }

    /// Whether nothing is in it that could say anything.
    var isEmpty: Bool {
        bytes[start...].allSatisfy { $0 <= 0x20 }
    }

    /// Where the first line begins.
    var start: Int {
        bytes.starts(with: Self.mark) ? Self.mark.count : 0
    }

    /// The line that begins at a place, without its end; nil when there is none, or it is not whole.
    ///
    /// - Parameter place: where the next line begins, afterwards.
    func line(at place: inout Int) -> Range<Int>? {
        let start = place
        while place < bytes.count, bytes[place] != 0x0A, bytes[place] != 0x0D { place += 1 }
        let line = start..<place
        // The rest of a line that goes on behind what is looked at could mean anything.
        guard place < bytes.count else { return line.isEmpty || isCut ? nil : line }
        if bytes[place] == 0x0D, place + 1 < bytes.count, bytes[place + 1] == 0x0A { place += 1 }
        place += 1
        return line
    }
}
