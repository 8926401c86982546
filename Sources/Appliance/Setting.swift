import Wire

/// One line of the table of settings: flag, key in the file, help and manual page all come from it.
public struct Setting: Sendable {
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
    /// Puts a value into the settings; false when it is not one that the setting takes.
    let apply: @Sendable (inout Settings, [UInt8]) -> Bool

    init(
        _ key: String, _ value: String, takes: String, initial: String, help: String,
        apply: @escaping @Sendable (inout Settings, [UInt8]) -> Bool
    ) {
        self.key = key
        self.value = value
        self.takes = takes
        self.initial = initial
        self.help = help
        self.apply = apply
    }
}
