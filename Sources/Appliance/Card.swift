import Wire

/// What a start makes of the card: which files come of it, whether a password guards it, and what is to be written back.
public final class Card {
    /// Who may watch.
    public enum Access: Equatable, Sendable {
        /// Everybody.
        case open
        /// Those with the password of which that is the hash.
        case hash([UInt8])
        /// Those with this password, which is to be hashed.
        case password([UInt8])
        /// Nobody: there ought to be a password, and there is none that can be used.
        case nobody
    }

    /// The names of the files that are read, for what is told of them.
    private let names: (card: [UInt8], board: [UInt8])
    private let reader: CardReader
    private let stored: StoredHash?
    private var boardProblems = CardProblems()

    /// Reads the three files.
    ///
    /// - Parameters:
    ///   - text: martlet.txt, and what it is called.
    ///   - board: the board's settings in the form of martlet.conf, where there are any.
    ///   - password: martlet.password.
    public init(
        text: CardSource, name: [UInt8], board: CardSource?, boardName: [UInt8], password: CardSource
    ) {
        names = (name, boardName)
        var configuration = ConfigurationLines()
        switch board {
        case nil: break
        case .unreadable(let why): boardProblems.add(0, "cannot be read: " + why)
        case .content(let bytes): configuration.take(board: bytes, problems: &boardProblems)
        }
        switch text {
        case .unreadable(let why):
            // A comment: it is not empty.
            reader = CardReader([UInt8(ascii: "#")], over: configuration)
            reader.problems.add(0, "cannot be read: " + why + "; all is as in a fresh image")
        case .content(let bytes): reader = CardReader(bytes, over: configuration)
        }
        if case .content(let bytes) = password { stored = StoredHash(bytes) } else { stored = nil }
        if access == .nobody {
            let why = stored == .empty ? "the password cannot be used" : "the password that was kept cannot be read"
            reader.problems.add(0, why + ", so nobody may watch: it takes a new password, or none")
        }
    }

    /// The time zone that is asked for, to be looked up.
    public var timeZone: [UInt8]? { reader.settings.timeZone }

    /// Takes note that there is no time zone of that name; of those that there are the nearest is named.
    public func timeZoneIsMissing(of zones: [[UInt8]]) {
        guard let zone = timeZone else { return }
        let same = zones.first { $0.elementsEqual(zone) { $0.asciiLowercased == $1.asciiLowercased } }
        if let same {
            reader.correctTimeZone(to: same)
        } else {
            reader.refuseTimeZone(nearest: NearestText.find(zone[...], among: zones))
        }
    }

    /// Who may watch: a slip never opens the box, only `none` does, or a card on which no password was ever set.
    public var access: Access {
        switch reader.settings.password {
        case .none: .open
        case .new(let password): .password(password)
        case .unsaid, .unusable:
            switch stored {
            case .hash(let hash): .hash(hash)
            case .empty: reader.settings.password == .unsaid ? .open : .nobody
            case .damaged, nil: .nobody
            }
        }
    }

    /// Who may watch if a new password cannot be hashed.
    public var accessWithoutHashing: Access {
        if case .hash(let hash) = stored { .hash(hash) } else { .nobody }
    }

    /// What has to be written to the card, in that order, for this access; nothing most of the time.
    ///
    /// - Parameter hash: the hash that was made of a new password.
    public func writes(hash: [UInt8]?) -> [CardWrite] {
        // Without its file there is no place for a hash: then the password stays where it is.
        guard let stored else { return CardWrite.plan(storing: nil, secrets: [], remnants: reader.remnants) }
        switch reader.settings.password {
        case .new:
            guard let hash else { return [] }
            return CardWrite.plan(
                storing: .some(hash), secrets: reader.nones + reader.secrets, remnants: reader.remnants)
        case .none:
            let storing: [UInt8]?? = stored == .empty ? .none : .some(nil)
            return CardWrite.plan(storing: storing, secrets: reader.secrets, remnants: reader.remnants)
        case .unsaid, .unusable: return CardWrite.plan(storing: nil, secrets: [], remnants: reader.remnants)
        }
    }

    /// Adds a line that tells of something that could not be done.
    public func tell(_ problem: String) {
        reader.problems.add(0, problem)
    }

    /// Whether a new password has no place to be kept in.
    public var lacksPasswordFile: Bool { stored == nil }

    /// The files that come of it.
    ///
    /// - Parameters:
    ///   - folder: the absolute path of the folder that they are for.
    ///   - access: who may watch, with a new password hashed already.
    ///   - needsWriting: whether the card must be written to.
    public func files(in folder: [UInt8], access: Access, needsWriting: Bool) -> [CardFile] {
        let settings = reader.settings
        return [
            CardFile("problems", problems),
            CardFile("password", mode: 0o400, line: hash(access)),
            CardFile("wpa_supplicant.conf", mode: 0o600, settings.network?.configuration),
            CardFile("hostname", line: (settings.name ?? HostName.initial).map { $0.asciiLowercased }),
            CardFile("timezone", line: settings.timeZone),
            CardFile("console", isThere: settings.hasConsole),
            CardFile("log-to-card", isThere: settings.logsToCard),
            CardFile("watchdog", line: watchdog),
            CardFile("write-card", isThere: needsWriting),
            CardFile("martlet.conf", configuration(in: folder, access: access)),
        ]
    }

    /// The hardware watchdog that is to be fed.
    private var watchdog: [UInt8]? {
        guard reader.settings.hasWatchdog, let watchdog = reader.settings.configuration.value("watchdog") else {
            return nil
        }
        return watchdog.spells("none") ? nil : watchdog
    }

    /// What martlet's password file holds; nil when everybody may watch.
    private func hash(_ access: Access) -> [UInt8]? {
        switch access {
        case .open: nil
        case .hash(let hash): hash
        case .password, .nobody: StoredPassword.nobodys
        }
    }

    private func configuration(in folder: [UInt8], access: Access) -> [UInt8] {
        var configuration = reader.settings.configuration
        if let name = reader.settings.name { configuration.set("name", to: name) }
        if !reader.settings.hasWatchdog { configuration.remove("watchdog") }
        configuration.set("problems", to: folder + Array("/problems".utf8))
        configuration.remove("password-file")
        configuration.remove("open")
        if access == .open {
            configuration.set("open", to: Array("on".utf8))
        } else {
            configuration.set("password-file", to: folder + Array("/password".utf8))
        }
        return configuration.content
    }

    private var problems: [UInt8] {
        var content: [UInt8] = []
        var room = CardProblems.most
        var left = reader.problems.write(of: names.card, to: &content, room: &room)
        left += boardProblems.write(of: names.board, to: &content, room: &room)
        if left > 0 { content += Array(("and " + "\(left)" + " more mistakes\n").utf8) }
        return content
    }
}
