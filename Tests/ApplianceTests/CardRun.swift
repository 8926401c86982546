@testable import Appliance

/// One start from a card whose files hold these bytes.
struct CardRun {
    /// A password file on which none was ever set.
    static let fresh = [UInt8](repeating: 0, count: 4096)
    static let hash = Array("$y$j9T$F5Jx5fExrKuPp53xLKQ..1$zwtVrjrUCmXcyLTs6oxLTQlzifSUkF8RHJ./tK5KU79".utf8)
    static let otherHash = Array("$y$j9T$./////////////////////$CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC".utf8)
    /// A password file that holds that hash.
    static let guarded = StoredHash.sector(of: hash) + StoredHash.sector(of: hash) + fresh.dropFirst(1024)

    let card: Card

    init(_ text: [UInt8]?, passwords: [UInt8]? = fresh, board: String? = nil) {
        card = Card(
            text: text.map { .content($0) } ?? .unreadable("No such file or directory"),
            name: Array("martlet.txt".utf8),
            board: board.map { .content(Array($0.utf8)) }, boardName: Array("board.conf".utf8),
            password: passwords.map { .content($0) } ?? .unreadable("No such file or directory"))
    }

    init(_ text: String, passwords: [UInt8]? = fresh, board: String? = nil) {
        self.init(Array(text.utf8), passwords: passwords, board: board)
    }

    /// The file of that name that comes of it, as text; nil when there is none.
    func file(_ name: String) -> String? {
        // A new password is hashed by the caller.
        let access = if case .password = card.access { Card.Access.hash(Self.hash) } else { card.access }
        let files = card.files(in: Array("/run/martlet".utf8), access: access, needsWriting: !writes.isEmpty)
        return files.first { $0.name == name }?.content.map { String(decoding: $0, as: UTF8.self) }
    }

    /// What is written back to the card.
    var writes: [CardWrite] {
        if case .password = card.access { card.writes(hash: Self.hash) } else { card.writes(hash: nil) }
    }

    /// What is told, a line each.
    var problems: [String] {
        (file("problems") ?? "missing").split(separator: "\n").map { String($0) }
    }

    /// Martlet's own settings, as martlet reads them.
    func settings() throws(SettingsError) -> Settings {
        try Settings.read(["--config", "martlet.conf"], file: file("martlet.conf") ?? "missing")
    }
}
