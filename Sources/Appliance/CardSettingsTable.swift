import Wire

extension CardSetting {
    /// The most bytes of a password that a card takes.
    static let passwordBytes = 128
    /// A password of fewer bytes is taken, and said to be short.
    static let longPasswordBytes = 8

    /// Everything that martlet.txt takes.
    static let table: [CardSetting] = [
        CardSetting(
            "name", takes: "letters, digits and hyphens, 63 at most and no hyphen at an end", initial: "martlet",
            help: "What the camera is called: its page opens at http://NAME.local/."
        ) { settings, value in
            guard HostName.isValid(value.bytes) else {
                return HostName.nearest(to: value.bytes).map { .refusedAs("try " + CardProblems.shown($0[...])) }
                    ?? .refused
            }
            settings.name = value.bytes
            return .taken
        },
        CardSetting(
            "wifi-name", takes: "a network's name of 1 to 32 bytes", initial: "no WiFi",
            help: "The WiFi network to join, letter by letter."
        ) { settings, value in
            guard (1...WirelessNetwork.nameBytes).contains(value.bytes.count) else {
                return .refusedAs("this has " + "\(value.bytes.count)")
            }
            settings.wirelessName = value.bytes
            return .taken
        },
        CardSetting(
            "wifi-password", takes: "8 to 63 letters, digits and signs of ASCII, 64 hexadecimal digits, or open",
            initial: "no WiFi", help: "Its passphrase; open, if it asks for none.", isSecret: true
        ) { settings, value in
            guard let key = WirelessNetwork.Key(value.bytes) else {
                if WirelessNetwork.Key.hasQuoteAndSign(value.bytes) { return .refusedAs("not both a quote and a #") }
                if value.hasCurvedQuote { return .refusedAs("this has a curved quote, maybe from an editor") }
                let isPlain = value.bytes.allSatisfy { (0x20..<0x7F).contains($0) }
                return .refusedAs(isPlain ? "this has " + "\(value.bytes.count)" : "this has letters outside ASCII")
            }
            settings.wirelessKey = key
            return .taken
        },
        CardSetting(
            "wifi-country", takes: "two letters of a country, like DE or US", initial: "the channels of every country",
            help: "Where the camera is: which channels WiFi may use depends on it."
        ) { settings, value in
            guard let country = CountryCode.read(value.bytes) else {
                return value.bytes.spellsIgnoringCase("uk") ? .refusedAs("Britain is GB") : .refused
            }
            settings.country = country
            return .taken
        },
        CardSetting(
            "password", takes: "up to 128 bytes of text, or none", initial: "the password that was set before",
            help: "The password for the page. At the next start it is replaced by blanks and kept elsewhere as a hash; "
                + "none removes it, and everybody on the network may watch.", isSecret: true
        ) { settings, value in
            if !value.isQuoted, value.bytes.spellsIgnoringCase("none") {
                settings.password = .none
                return .taken
            }
            guard (1...passwordBytes).contains(value.bytes.count) else {
                return .refusedAs("this has " + "\(value.bytes.count)")
            }
            settings.password = .new(value.bytes)
            if value.hasCurvedQuote { return .takenBut("it has a curved quote, maybe from an editor") }
            let isShort = value.bytes.count < longPasswordBytes
            return isShort ? .takenBut("it has fewer than 8 bytes and is soon guessed") : .taken
        },
        passedOn("device", help: "Where pictures come from: camera, or pattern for the test pattern."),
        passedOn("size", help: "The size of the picture.", inSmallLetters: true),
        passedOn("rate", help: "Frames a second."),
        passedOn("led", help: "The line of an LED that shows the state."),
        passedOn("button", help: "The line of a button that pauses and resumes."),
        CardSetting(
            "timezone", takes: "a time zone's name, like Europe/Berlin", initial: TimeZoneName.initial,
            help: "The time zone of the clock in the log."
        ) { settings, value in
            guard TimeZoneName.isShape(value.bytes) else { return .refused }
            settings.timeZone = value.bytes
            return .taken
        },
        either("watchdog", "on", "off", help: "Whether the board starts anew if it ever hangs.") {
            $0.hasWatchdog = $1
        },
        either("console", "off", "on", help: "Whether somebody at the serial port may look into the system.") {
            $0.hasConsole = !$1
        },
        either("log", "ram", "card", help: "Where the log is kept: card keeps it over a restart and wears the card.") {
            $0.logsToCard = !$1
        },
    ]

    /// A setting of martlet's own that takes here what it takes there, and is written into martlet.conf.
    private static func passedOn(_ key: String, help: String, inSmallLetters: Bool = false) -> CardSetting {
        let setting = Setting.table[Setting.place(of: Array(key.utf8)) ?? 0]
        return CardSetting(key, takes: setting.takes, initial: setting.initial, help: help, isPassedOn: true) {
            settings, value in
            let text = inSmallLetters ? value.bytes.map { $0.asciiLowercased } : value.bytes
            // The rest of a line behind it would be a comment in martlet.conf.
            guard !text.contains(UInt8(ascii: "#")) else { return .refusedAs("none has a #") }
            var trial = Settings()
            guard setting.apply(&trial, text) else { return .refused }
            settings.configuration.set(key, to: text)
            return .taken
        }
    }

    /// A setting of two words, the first of which holds when it is not set.
    private static func either(
        _ key: String, _ first: String, _ second: String, help: String,
        _ set: @escaping @Sendable (inout CardSettings, _ isFirst: Bool) -> Void
    ) -> CardSetting {
        CardSetting(key, takes: first + " or " + second, initial: first, help: help) { settings, value in
            let isFirst = value.bytes.spellsIgnoringCase(first)
            guard isFirst || value.bytes.spellsIgnoringCase(second) else { return .refused }
            set(&settings, isFirst)
            return .taken
        }
    }
}
