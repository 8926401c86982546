import Appliance
import Machine

/// `martlet hash-password`: reads a password from standard input and prints what a password file may hold.
enum HashPasswordCommand {
    private static let input = Array("standard input".utf8)

    static func run() throws(SettingsError) {
        if Environment.isInTerminal { Output.log("type the password and Enter; it is not shown") }
        let password = try reading { () throws(Errno) in
            try Terminal.withoutEcho { () throws(Errno) in try FileContent.readLine(limit: StoredPassword.fileBytes) }
        }
        // What may not stand in a password file is no password here either.
        _ = try StoredPassword(password, name: input)
        Output.write(try reading { () throws(Errno) in try PasswordHash.make(of: password) + Array("\n".utf8) })
    }

    private static func reading(_ body: () throws(Errno) -> [UInt8]) throws(SettingsError) -> [UInt8] {
        do throws(Errno) {
            return try body()
        } catch {
            throw SettingsError(file: input, problem: error.words)
        }
    }
}
