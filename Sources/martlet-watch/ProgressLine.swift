/// A line on a terminal that is written over and over; nothing where standard error is none.
struct ProgressLine: ~Copyable {
    private static let interval = Duration.milliseconds(250)

    private let terminal = OutputFile.standardError
    private var next = ContinuousClock.now
    private var isShown = false

    mutating func show(at now: ContinuousClock.Instant, _ text: () -> String) {
        guard now >= next, terminal.isTerminal else { return }
        next = now + Self.interval
        isShown = true
        write("\r\(text())\u{1B}[K")
    }

    /// Takes the line away.
    mutating func end() {
        if isShown { write("\r\u{1B}[K") }
        isShown = false
    }

    private func write(_ text: String) {
        // Nobody can be told that the terminal has gone.
        try? terminal.append(Array(text.utf8))
    }
}
