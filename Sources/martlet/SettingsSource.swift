import Appliance
import Machine

/// Where settings are read from, at the start and again: the command line, and the file that it names.
struct SettingsSource {
    private let request: CommandLineRequest

    init(_ request: CommandLineRequest) {
        self.request = request
    }

    /// Reads them.
    func read() throws(SettingsError) -> SettingTexts {
        guard let path = request.configPath else { return try request.texts(file: nil) }
        let content: [UInt8]
        do throws(Errno) {
            content = try FileContent.read(path: path, limit: 65_536)
        } catch {
            throw SettingsError(file: path, problem: error.words)
        }
        return try request.texts(file: content)
    }
}
