import ArgumentParser

@main
enum MartletWatch {
    static func main() {
        Signals.failWritesInstead()
        do {
            let command = try WatchCommand.parse()
            try command.run()
        } catch {
            end(error)
        }
    }

    private static func end(_ error: any Error) -> Never {
        if let failure = error as? Failure {
            say(failure.message)
            WatchCommand.exit(withError: ExitCode(failure.status.rawValue))
        }
        if WatchCommand.exitCode(for: error).isSuccess {
            // The help, which was asked for.
            WatchCommand.exit(withError: error)
        }
        say("\(WatchCommand.message(for: error)); --help says more")
        WatchCommand.exit(withError: ExitCode(ProgramStatus.usage.rawValue))
    }

    /// One line to standard error.
    static func say(_ text: String) {
        // What a server says may stand in it, and is to move no cursor.
        let line = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        // There is nowhere else to say it.
        try? OutputFile.standardError.append(Array("martlet-watch: \(line)\n".utf8))
    }
}
