/// A file that comes of the card's settings, in the folder that init reads.
public struct CardFile: Equatable, Sendable {
    /// Its name in the folder.
    public let name: String
    /// Who may read it, as in chmod(2).
    public let mode: UInt32
    /// What is in it; nil when it is not to be there.
    public let content: [UInt8]?

    @inline(never)
    init(_ name: String, mode: UInt32 = 0o644, _ content: [UInt8]?) {
        self.name = name
        self.mode = mode
        self.content = content
    }

    /// One of a single line.
    init(_ name: String, mode: UInt32 = 0o644, line: [UInt8]?) {
        self.init(name, mode: mode, line.map { $0 + [UInt8(ascii: "\n")] })
    }

    /// One that says something by being there.
    init(_ name: String, isThere: Bool) {
        self.init(name, line: isThere ? Array("on".utf8) : nil)
    }
}
