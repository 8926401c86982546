/// What the settings are set to, as it was written: what a file says, and over that what the command line says.
public struct SettingTexts: Sendable {
    /// For each line of the table its values; none where it is not set.
    private var values = [[[UInt8]]](repeating: [], count: Setting.table.count)

    /// Nothing is set.
    init() {}

    /// Sets the setting at that place of the table, or adds to those that may be given again.
    ///
    /// - Returns: false when the value is not one that the setting takes.
    mutating func set(_ place: Int, to text: [UInt8]) -> Bool {
        var trial = Settings()
        guard Setting.table[place].apply(&trial, text) else { return false }
        if !Setting.table[place].repeats { values[place] = [] }
        values[place].append(text)
        return true
    }

    /// Takes the values that another has at that place.
    mutating func take(_ place: Int, from other: SettingTexts) {
        values[place] = other.values[place]
    }

    /// Whether two say the same at that place.
    func agrees(with other: SettingTexts, at place: Int) -> Bool {
        values[place] == other.values[place]
    }

    /// Goes over another's values wherever this one has any.
    func over(_ other: SettingTexts) -> SettingTexts {
        var both = other
        for place in values.indices where !values[place].isEmpty { both.values[place] = values[place] }
        return both
    }

    /// The settings that come of it.
    public var settings: Settings {
        var settings = Settings()
        for (setting, texts) in zip(Setting.table, values) where !texts.isEmpty {
            if setting.repeats { settings.listen = [] }
            // Each value was tried when it was set.
            for text in texts { _ = setting.apply(&settings, text) }
        }
        return settings
    }
}
