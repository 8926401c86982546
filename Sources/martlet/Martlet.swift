import Appliance
import Machine

/// The program: reads what it is told and does it.
@main
struct Martlet {
    static func main() {
        do throws(Errno) {
            Environment.exit(status: run(try Environment.arguments()))
        } catch {
            Output.log("the arguments cannot be read, is /proc mounted? " + error.words)
            Environment.exit(status: 1)
        }
    }

    /// Does what the arguments say.
    ///
    /// - Returns: the exit status: 0 when told to stop, 1 when a camera or an address cannot be had, 2 when a setting
    ///   is wrong.
    private static func run(_ arguments: [[UInt8]]) -> Int32 {
        do throws(SettingsError) {
            let request = try CommandLineRequest(arguments)
            switch request.command {
            case .help: Output.write(Manual.help)
            case .version: Output.write(Array(("martlet " + Version.text + "\n").utf8))
            case .manual: Output.write(Manual.page)
            case .hashPassword: try HashPasswordCommand.run()
            case .probe: ProbeCommand(try SettingsSource(request).read().settings).run()
            case .card: return CardCommand(request.card).run()
            case .serve:
                let source = SettingsSource(request)
                let texts = try source.read()
                let hash = try texts.settings.passwordFile.map { path throws(SettingsError) in
                    try PasswordFile(path: path).readHash()
                }
                return serve(source, texts, passwordHash: hash)
            }
            return 0
        } catch {
            Output.log(error.line)
            return 2
        }
    }

    private static func serve(_ source: SettingsSource, _ texts: SettingTexts, passwordHash: [UInt8]?) -> Int32 {
        do throws(StartFailure) {
            let doors = try Door.open(texts.settings)
            let daemon: Daemon
            do throws(Errno) {
                daemon = try Daemon(source, texts, doors: doors, passwordHash: passwordHash)
            } catch {
                throw StartFailure(line: "cannot start: " + error.words)
            }
            try daemon.run()
            return 0
        } catch {
            Output.log(error.line)
            return error.status
        }
    }
}
