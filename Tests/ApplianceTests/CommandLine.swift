@testable import Appliance

extension Settings {
    /// The settings of a command line and, where there is one, of a file.
    static func read(_ arguments: [String], file: String? = nil) throws(SettingsError) -> Settings {
        let request = try CommandLineRequest(arguments.map { Array($0.utf8) })
        return try request.texts(file: file.map { Array($0.utf8) }).settings
    }

    /// The error that a command line or a file gives; empty when there is none.
    static func complaint(_ arguments: [String], file: String? = nil) -> String {
        do throws(SettingsError) {
            _ = try read(arguments, file: file)
            return ""
        } catch {
            return error.line
        }
    }
}
