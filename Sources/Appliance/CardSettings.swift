/// What martlet.txt says, with what holds when it does not.
struct CardSettings: Sendable {
    /// What it says about the password.
    enum Password: Equatable, Sendable {
        /// Nothing: what is stored holds.
        case unsaid
        /// `none`: everybody may watch.
        case none
        /// A new one.
        case new([UInt8])
        /// Something that can be none: nobody may watch because of a slip, so that the box does not open itself.
        case unusable
    }

    /// The machine's name.
    var name: [UInt8]?
    /// The name of the WiFi network.
    var wirelessName: [UInt8]?
    /// What the WiFi network asks for.
    var wirelessKey: WirelessNetwork.Key?
    /// The country whose rules WiFi keeps.
    var country: [UInt8]?
    /// Whether there is to be a password.
    var password = Password.unsaid
    /// Martlet's own settings: those of the board, and over them those of the card.
    var configuration: ConfigurationLines
    /// The time zone's name; of the right shape, and not known to exist.
    var timeZone: [UInt8]?
    /// Whether a machine that hangs is started anew.
    var hasWatchdog = true
    /// Whether there is a serial console.
    var hasConsole = false
    /// Whether the log is kept on the card.
    var logsToCard = false

    /// Those of a card that says nothing.
    init(over base: ConfigurationLines) {
        configuration = base
    }

    /// The network to join, when all that it takes is there.
    var network: WirelessNetwork? {
        guard let wirelessName, let wirelessKey else { return nil }
        return WirelessNetwork(name: wirelessName, key: wirelessKey, country: country)
    }
}
