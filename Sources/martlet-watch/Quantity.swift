import ArgumentParser

/// Times and sizes as they stand on a command line: a number and a unit.
enum Quantity {
    private static let timeUnits: [(String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
    ]
    private static let sizeUnits: [(String, bytes: Int)] = [("M", 1 << 20), ("k", 1 << 10)]
    private static let longestHours = 1000
    private static let largestMegabytes = 1024

    /// `500ms`, `1.5s`, `30s`, `10m`, `2h`: 1 ms to 1000 hours.
    static func time(_ text: String) throws(ValidationError) -> Duration {
        for (unit, milliseconds) in timeUnits where text.hasSuffix(unit) {
            guard let number = decimal(text.dropLast(unit.count)) else { continue }
            let value = number * milliseconds
            guard value >= 1, value <= Double(longestHours) * 3_600_000 else { break }
            return .milliseconds(Int(value.rounded()))
        }
        throw ValidationError(
            "'\(text)' is no time: it takes a number and ms, s, m or h, like 500ms, 30s or 10m, up to \(longestHours)h")
    }

    /// `500k`, `16M`: 1 byte to 1024 MiB.
    static func size(_ text: String) throws(ValidationError) -> Int {
        let (unit, bytes) = sizeUnits.first { text.hasSuffix($0.0) } ?? ("", 1)
        guard let number = whole(text.dropLast(unit.count)), (1...(largestMegabytes << 20) / bytes).contains(number)
        else {
            throw ValidationError(
                "'\(text)' is no size: it takes a number of bytes, of KiB or of MiB, like 500k or 16M, up to"
                    + " \(largestMegabytes)M")
        }
        return number * bytes
    }

    /// 1 or more.
    static func count(_ text: String) throws(ValidationError) -> Int {
        guard let number = whole(text[...]), number > 0 else {
            throw ValidationError("'\(text)' is no number of pictures: it takes 1 or more")
        }
        return number
    }

    private static func whole(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
    }

    /// Digits, and at most one point among them.
    private static func decimal(_ text: Substring) -> Double? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && whole($0) != nil }) else { return nil }
        return Double(text)
    }
}
