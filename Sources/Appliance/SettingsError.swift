/// A setting that is wrong: one line that names where, which key, what it got and what it takes.
public struct SettingsError: Error, Sendable {
    /// The line, without an end.
    public let line: String

    init(_ line: String) {
        self.line = line
    }

    /// A file that cannot be read.
    public init(file: [UInt8], problem: String) {
        line = String(decoding: file, as: UTF8.self) + ": cannot be read: " + problem
    }
}
