/// A setting that is wrong: one line that names where, which key, what it got and what it takes.
public struct SettingsError: Error, Sendable {
    /// The line, without an end.
    public let line: String

    /// Takes a text, with a question mark for each control character: what was typed must not break the line.
    init(_ text: String) {
        line = String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
    }

    /// A file that cannot be read.
    public init(file: [UInt8], problem: String) {
        self.init(String(decoding: file, as: UTF8.self) + ": cannot be read: " + problem)
    }
}
