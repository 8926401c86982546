import Wire

/// One line of the table of what martlet.txt takes: the reader, its complaints and the manual page come from it.
struct CardSetting: Sendable {
    /// What becomes of a value.
    enum Verdict: Equatable, Sendable {
        case taken
        /// Taken, and something is to be said about it.
        case takenBut(String)
        case refused
        /// Not taken, for a reason that what it takes does not tell.
        case refusedAs(String)
    }

    /// What stands before the `=`.
    let key: String
    /// What may stand behind it, for the complaint: `on or off`.
    let takes: String
    /// What holds when it is not set.
    let initial: String
    /// What it does, in a sentence or two.
    let help: String
    /// Whether its value is never to be shown.
    let isSecret: Bool
    /// Whether it is one of martlet's own, which the board may have set.
    let isPassedOn: Bool
    /// Puts a value into the settings, if it is one that is taken.
    let apply: @Sendable (inout CardSettings, CardValue) -> Verdict

    init(
        _ key: String, takes: String, initial: String, help: String, isSecret: Bool = false, isPassedOn: Bool = false,
        apply: @escaping @Sendable (inout CardSettings, CardValue) -> Verdict
    ) {
        self.key = key
        self.takes = takes
        self.initial = initial
        self.help = help
        self.isSecret = isSecret
        self.isPassedOn = isPassedOn
        self.apply = apply
    }

    /// The place in the table of the setting that a key means: capitals do not count, and `_` and a space are `-`.
    static func place(of key: ArraySlice<UInt8>) -> Int? {
        var plain: [UInt8] = []
        for byte in key {
            plain.append(byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ") ? UInt8(ascii: "-") : byte)
        }
        for (place, setting) in table.enumerated() where plain.spellsIgnoringCase(setting.key) { return place }
        return nil
    }

    /// The place of the password.
    static var password: Int { place("password") }

    /// The place of the setting of exactly that key.
    static func place(_ key: String) -> Int {
        place(of: Array(key.utf8)[...]) ?? 0
    }
}
