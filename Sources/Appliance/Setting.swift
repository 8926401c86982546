import Wire

/// One line of the table of settings: flag, key in the file, help and manual page all come from it.
public struct Setting: Sendable {
    /// When a change takes effect while Martlet runs and is told to read its settings again.
    enum Change: Sendable {
        /// At once.
        case atOnce
        /// At once, by opening the camera anew.
        case byReopening
        /// At the next start.
        case atNextStart
    }

    /// The key of the one that needs no value on the command line: `--open`.
    static let switchKey = "open"

    /// The key in the file; `--key` on the command line.
    public let key: String
    /// What its value looks like, for the help: `WIDTHxHEIGHT`.
    public let value: String
    /// What it takes, for the error: `a size like 1280x720`.
    public let takes: String
    /// What holds when it is not set.
    public let initial: String
    /// What it does, in a sentence or two.
    public let help: String
    /// When a change takes effect.
    let change: Change
    /// Puts a value into the settings; false when it is not one that the setting takes.
    let apply: @Sendable (inout Settings, [UInt8]) -> Bool

    init(
        _ key: String, _ value: String, takes: String, initial: String, help: String, change: Change = .atOnce,
        apply: @escaping @Sendable (inout Settings, [UInt8]) -> Bool
    ) {
        self.key = key
        self.value = value
        self.takes = takes
        self.initial = initial
        self.help = help
        self.change = change
        self.apply = apply
    }
}
