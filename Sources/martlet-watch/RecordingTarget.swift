import ArgumentParser

/// Where a recording goes, as it stands on the command line.
enum RecordingTarget: Equatable {
    case matroska(path: String)
    case files(NamePattern)

    /// `FILE.mkv`, `FOLDER/`, or a name with `%d` in it.
    static func parse(_ text: String) throws(ValidationError) -> RecordingTarget {
        if text.utf8.contains(UInt8(ascii: "%")) {
            guard let pattern = NamePattern(text) else {
                throw ValidationError(
                    "'\(text)' is no pattern: it takes one %d, or one like %06d for six digits, and %% for a percent sign"
                )
            }
            return .files(pattern)
        }
        if text.hasSuffix("/") { return .files(NamePattern(before: text, digits: 6, after: ".jpg")) }
        if text.lowercased().hasSuffix(".mkv"), text.utf8.count > 4 { return .matroska(path: text) }
        throw ValidationError(
            "'\(text)' is nothing to record to: it takes FILE.mkv, FOLDER/ or a pattern like picture-%06d.jpg")
    }
}
