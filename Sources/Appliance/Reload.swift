/// What a new reading of the settings changes while Martlet runs.
public struct Reload: Sendable {
    /// What holds from now on.
    public private(set) var texts: SettingTexts
    /// Whether the camera has to be opened anew for it.
    public private(set) var reopensCamera = false
    private var taken: [String] = []
    private var refused: [String] = []

    /// Compares what holds with what is to hold; what cannot change now stays as it is.
    public init(from old: SettingTexts, to new: SettingTexts) {
        texts = old
        for (place, setting) in Setting.table.enumerated() where !old.agrees(with: new, at: place) {
            switch setting.change {
            case .atNextStart:
                refused.append(setting.key)
                continue
            case .byReopening: reopensCamera = true
            case .atOnce: break
            }
            texts.take(place, from: new)
            taken.append(setting.key)
        }
    }

    /// What changed and what did not, in a line for people.
    public var line: String {
        if taken.isEmpty && refused.isEmpty { return "settings read again: nothing has changed" }
        var line = "settings read again"
        if !taken.isEmpty { line += "; changed: " + Self.listed(taken) }
        if !refused.isEmpty { line += "; changed only by a restart: " + Self.listed(refused) }
        return line
    }

    private static func listed(_ keys: [String]) -> String {
        keys.dropFirst().reduce(keys.first ?? "") { $0 + ", " + $1 }
    }
}
