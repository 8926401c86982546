import Wire

/// What `--card` is to read, and where what comes of it goes.
public struct CardRequest: Equatable, Sendable {
    /// The settings that somebody has written: martlet.txt.
    public internal(set) var card: [UInt8] = []
    /// The folder that what comes of it goes into.
    public internal(set) var folder: [UInt8] = []
    /// The board's own settings.
    public internal(set) var board: [UInt8]?
    /// Whether a password is moved out of plain text.
    public internal(set) var isMovingPassword = false

    /// The file that a password's hash is kept in, beside the settings.
    public var passwords: [UInt8] {
        let folder = card.lastIndex(of: UInt8(ascii: "/")).map { card[...$0] } ?? []
        return folder + Array("martlet.password".utf8)
    }

    /// Whether both that it takes are there, and the folder's path can stand in martlet.conf.
    var isWhole: Bool {
        !card.isEmpty && folder.first == UInt8(ascii: "/") && folder.last != UInt8(ascii: "/")
            && folder.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
    }

    /// The last part of a path.
    public static func name(of path: [UInt8]) -> [UInt8] {
        Array(path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...])
    }
}
