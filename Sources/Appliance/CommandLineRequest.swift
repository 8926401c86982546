import Wire

/// What the command line asks for.
public struct CommandLineRequest: Sendable {
    /// What is to be done.
    public enum Command: Sendable {
        /// Serve; the usual.
        case serve
        /// Read a password and print its hash.
        case hashPassword
        /// List the cameras.
        case probe
        /// Make files of a card's settings.
        case card
        /// Print the help.
        case help
        /// Print the version.
        case version
        /// Print the manual page, in roff.
        case manual
    }

    /// What is to be done.
    public private(set) var command = Command.serve
    /// The settings file, where `--config` names one.
    public private(set) var configPath: [UInt8]?
    /// What `--card` is to read, where it is asked for.
    public private(set) var card = CardRequest()
    private var assignments: [(setting: Int, text: [UInt8])] = []

    /// Reads the arguments behind the program's name.
    ///
    /// - Throws: `SettingsError` for one that is not known, lacks its value, or is given too much.
    public init(_ arguments: [[UInt8]]) throws(SettingsError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument.spells("--help") || argument.spells("-h") {
                command = .help
            } else if argument.spells("--version") {
                command = .version
            } else if argument.spells("--manual") {
                command = .manual
            } else if argument.spells("hash-password") {
                command = .hashPassword
            } else if argument.spells("probe") {
                command = .probe
            } else {
                try readFlag(argument, &rest)
            }
        }
        guard case .card = command else { return }
        guard card.isWhole, assignments.isEmpty, configPath == nil else {
            throw SettingsError(
                "--card: it takes --card FILE --into /FOLDER, --board FILE, --move-password, and no more")
        }
    }

    /// Reads what belongs to `--card`; false when the argument is something else.
    private mutating func readCardFlag(
        _ key: ArraySlice<UInt8>, _ value: [UInt8]?, _ rest: inout ArraySlice<[UInt8]>
    ) -> Bool {
        let isSwitch = key.spells("move-password") && value == nil
        guard isSwitch || key.spells("card") || key.spells("into") || key.spells("board") else { return false }
        command = .card
        if isSwitch {
            card.isMovingPassword = true
            return true
        }
        // One that is missing leaves the request in part, which is refused.
        let path = value ?? rest.popFirst() ?? []
        if key.spells("card") {
            card.card = path
        } else if key.spells("into") {
            card.folder = path
        } else {
            card.board = path
        }
        return true
    }

    private mutating func readFlag(
        _ argument: [UInt8], _ rest: inout ArraySlice<[UInt8]>
    ) throws(SettingsError) {
        let name = String(decoding: argument, as: UTF8.self)
        guard argument.prefix(2).spells("--") else {
            throw SettingsError(name + ": not known; the commands are probe, hash-password, --help and --version")
        }
        let equals = argument.firstIndex(of: UInt8(ascii: "="))
        let key = argument[2..<(equals ?? argument.endIndex)]
        if readCardFlag(key, equals.map { Array(argument[($0 + 1)...]) }, &rest) { return }
        let setting = Setting.place(of: key)
        guard setting != nil || key.spells("config") else {
            throw SettingsError(name + ": no such setting; `martlet --help` lists them")
        }
        let isSwitch = key.spells(Setting.switchKey)
        let following = equals.map { Array(argument[($0 + 1)...]) } ?? (isSwitch ? Array("on".utf8) : rest.popFirst())
        guard let value = following else {
            throw SettingsError(
                name + ": a value is missing; it takes " + (setting.map { Setting.table[$0].takes } ?? "a file's path"))
        }
        if let setting { assignments.append((setting, value)) } else { configPath = value }
    }

    /// What a file says, and over that what the command line says.
    ///
    /// - Parameters:
    ///   - file: the content of the file that `configPath` names, if it does.
    /// - Throws: `SettingsError` for a line or a value that is wrong.
    public func texts(file: [UInt8]?) throws(SettingsError) -> SettingTexts {
        var ofFile = SettingTexts()
        if let file, let configPath {
            ofFile = try SettingsFile(name: String(decoding: configPath, as: UTF8.self), content: file).read()
        }
        var texts = SettingTexts()
        for (place, text) in assignments {
            guard texts.set(place, to: text) else {
                let setting = Setting.table[place]
                throw SettingsError(setting.complaint(of: "--" + setting.key + " ", text))
            }
        }
        // Addresses on the command line replace those of the file; they do not add to them.
        return texts.over(ofFile)
    }
}
