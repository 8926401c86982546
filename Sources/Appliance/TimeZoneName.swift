import Wire

/// The name of a time zone, as the files of /usr/share/zoneinfo are called.
public enum TimeZoneName {
    /// What a machine's clock shows that was told no time zone.
    static let initial = "UTC"

    /// Whether a text has the shape of one, `Europe/Berlin`: no more can be told without those files.
    static func isShape(_ text: [UInt8]) -> Bool {
        guard text.count <= 64, text.allSatisfy(isLetter) else { return false }
        let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        // With a letter or digit at its beginning no part is an option, `.` or `..`.
        return parts.count <= 3
            && parts.allSatisfy { part in part.first.map { $0.isDigit || $0.asciiLowercased > 0x60 } ?? false }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte.asciiLowercased)
            || "/_+-".utf8.contains(byte)
    }
}
