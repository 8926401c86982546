import Appliance
import Machine

extension Daemon {
    /// How much of a log is shown.
    private static let logBytes = 65_536

    /// Who may in where that is the password's hash; the key is new at each start.
    static func gate(_ hash: [UInt8]?) throws(Errno) -> PasswordGate? {
        guard let hash else { return nil }
        return PasswordGate(key: try Entropy.bytes(16), isShut: isNobodys(hash))
    }

    private static func isNobodys(_ hash: [UInt8]) -> Bool { hash == StoredPassword.nobodys }

    /// What reads the log that these settings name.
    static func log(_ settings: Settings) -> (() -> [UInt8])? {
        guard let path = settings.logFile else { return nil }
        return {
            do throws(Errno) {
                return try FileContent.readEnd(path: path, limit: logBytes)
            } catch {
                return Array((String(decoding: path, as: UTF8.self) + ": " + error.words + "\n").utf8)
            }
        }
    }

    /// Has the next password checked, when it is its time.
    func checkPassword(now: Moment) {
        guard let checker, !checker.isBusy, let password = server.takePassword(now: now) else { return }
        checker.start(password)
    }

    /// Takes what came of it.
    func passwordChecked(now: Moment) {
        var isRight = false
        do throws(Errno) {
            guard let result = try checker?.finish() else { return }
            isRight = result
        } catch {
            Output.log("a password cannot be checked: " + error.words)
        }
        for order in server.passwordChecked(isRight: isRight, now: now) { obey(order, now: now) }
    }

    /// Reads what is wrong with other settings; a file that is not there says nothing.
    func readProblems() {
        server.problems = []
        guard let path = settings.problems else { return }
        do throws(Errno) {
            let content = try FileContent.read(path: path, limit: Self.logBytes)
            server.problems = content.split(separator: UInt8(ascii: "\n")).map { Array($0) }
        } catch {
            if !error.isMissing { Output.log(String(decoding: path, as: UTF8.self) + ": " + error.words) }
        }
    }

    /// Reads the password again; where that fails, the old one holds.
    func readPassword() throws(SettingsError) {
        guard let path = settings.passwordFile, let checker else { return }
        let hash = try PasswordFile(path: path).readHash()
        guard hash != checker.hash else { return }
        checker.hash = hash
        server.passwordChanged(isShut: Self.isNobodys(hash))
    }
}
