import Appliance
import Machine

/// The file that the password is in.
struct PasswordFile {
    let path: [UInt8]

    /// Reads the password's hash; where the file holds the password itself, its hash takes its place, if it may.
    func readHash() throws(SettingsError) -> [UInt8] {
        let path = path
        let content = try Self.read(path) { () throws(Errno) in
            try FileContent.read(path: path, limit: StoredPassword.fileBytes)
        }
        switch try StoredPassword(content, name: path) {
        case .hash(let hash): return hash
        case .plain(let password):
            let hash = try Self.read(path) { () throws(Errno) in try PasswordHash.make(of: password) }
            keep(hash)
            return hash
        }
    }

    private static func read(
        _ path: [UInt8], _ body: () throws(Errno) -> [UInt8]
    ) throws(SettingsError) -> [UInt8] {
        do throws(Errno) {
            return try body()
        } catch {
            throw SettingsError(file: path, problem: error.words)
        }
    }

    private func keep(_ hash: [UInt8]) {
        let name = String(decoding: path, as: UTF8.self)
        do throws(Errno) {
            try FileContent.replace(path: path, with: hash + Array("\n".utf8), mode: 0o600, isInherited: true)
            Output.log(name + " holds the password's hash now, and the password no more")
        } catch {
            Output.log(name + " still holds the password itself, its hash cannot be written there: " + error.words)
        }
    }
}
