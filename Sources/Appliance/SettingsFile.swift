import Wire

/// A settings file: `key = value` lines, with comments from `#` to the end of the line.
struct SettingsFile {
    /// What the file is called in an error.
    let name: String
    let content: [UInt8]

    /// What the file says.
    ///
    /// - Throws: `SettingsError` for the first line that is wrong.
    func read() throws(SettingsError) -> SettingTexts {
        var texts = SettingTexts()
        var number = 0
        for line in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let place = name + ":" + "\(number)" + ": "
            var text = line[..<(line.firstIndex(of: UInt8(ascii: "#")) ?? line.endIndex)]
            if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
            text = text.trimmed
            if text.isEmpty { continue }
            guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
                throw SettingsError(place + Self.quoted(text) + " is not of the form: key = value")
            }
            let key = text[..<equals].trimmed
            let value = Array(text[(equals + 1)...].trimmed)
            guard let setting = Setting.place(of: key) else {
                throw SettingsError(place + Self.quoted(key) + " is no setting; `martlet --help` lists them")
            }
            guard texts.set(setting, to: value) else {
                let setting = Setting.table[setting]
                throw SettingsError(setting.complaint(of: place + setting.key + " = ", value))
            }
        }
        return texts
    }

    private static func quoted(_ text: ArraySlice<UInt8>) -> String {
        "'" + String(decoding: text, as: UTF8.self) + "'"
    }
}

extension Setting {
    /// Whether the setting may be given more than once, each adding to a list.
    var repeats: Bool { key.utf8.elementsEqual("listen".utf8) }

    /// What is wrong with a value, in one line.
    func complaint(of place: String, _ value: [UInt8]) -> String {
        place + "'" + String(decoding: value, as: UTF8.self) + "': it takes " + takes
    }
}
