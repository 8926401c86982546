import Wire

/// What a password file holds: one line, the password or its hash.
public enum StoredPassword: Equatable, Sendable {
    /// The password itself.
    case plain([UInt8])
    /// What crypt(3) made of it, by yescrypt.
    case hash([UInt8])

    /// The hash of nobody's password, where there ought to be one and none can be used: crypt(5) never makes a `*`.
    public static let nobodys = Array("$y$*".utf8)

    /// The most bytes of a password, in its file and out of it.
    public static let passwordBytes = 256
    /// The most bytes of its file.
    public static let fileBytes = 4096

    /// Reads a file's content.
    ///
    /// - Parameter name: what the file is called in an error.
    /// - Throws: `SettingsError` when it holds no password, or more than one line.
    public init(_ content: [UInt8], name: [UInt8]) throws(SettingsError) {
        let place = String(decoding: name, as: UTF8.self) + ": "
        var line = content[...]
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty else { throw SettingsError(place + "holds no password: write one into its first line") }
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw SettingsError(place + "holds more than one line of text: it takes the password, or its hash, alone")
        }
        guard line.count <= Self.passwordBytes else {
            throw SettingsError(
                place + "holds more than " + "\(Self.passwordBytes)" + " bytes: choose a shorter password")
        }
        if line.prefix(3).spells("$y$") {
            self = .hash(Array(line))
        } else if line.first == UInt8(ascii: "$"), line.dropFirst().contains(UInt8(ascii: "$")) {
            throw SettingsError(place + "holds a hash that is not yescrypt's: `martlet hash-password` makes one")
        } else {
            self = .plain(Array(line))
        }
    }
}
