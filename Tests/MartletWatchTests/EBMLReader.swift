/// Reads what the writer writes, and nothing else: a line for each element, with its bytes where it holds no others.
struct EBMLReader {
    private static let masters: Set<String> = [
        "1A45DFA3", "18538067", "114D9B74", "4DBB", "1549A966", "1654AE6B", "AE", "E0", "1F43B675", "1C53BB6B", "BB",
        "B7",
    ]

    private let bytes: [UInt8]
    private var place = 0
    private(set) var unknownSizes = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func lines() -> [String] { lines(until: bytes.count, indent: "") }

    private mutating func lines(until end: Int, indent: String) -> [String] {
        var lines: [String] = []
        while place < end {
            let number = take(bytes[place].leadingZeroBitCount + 1)
            let length = bytes[place].leadingZeroBitCount + 1
            let sizeBytes = take(length)
            var size = Int(sizeBytes[0]) & ((1 << (8 - length)) - 1)
            for byte in sizeBytes.dropFirst() { size = size << 8 | Int(byte) }
            let isUnknown = size == (1 << (7 * length)) - 1
            if isUnknown { unknownSizes += 1 }
            let name = hexadecimal(number)
            let last = isUnknown ? end : place + size
            if Self.masters.contains(name) {
                lines.append(indent + name)
                lines += self.lines(until: last, indent: indent + "  ")
            } else {
                let content = take(last - place)
                // Room that nobody has needed says nothing.
                if name != "EC" { lines.append("\(indent)\(name) \(hexadecimal(content))") }
            }
        }
        return lines
    }

    private mutating func take(_ count: Int) -> [UInt8] {
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
