/// What somebody has set of a camera's controls: a camera that had no power has forgotten it and is told again.
///
/// Of one camera alone, the last that somebody set, and only as long as Martlet runs.
public struct ControlMemory: Sendable {
    /// Which camera.
    public private(set) var identity: [UInt8] = []
    /// The values, in the order in which to set them: what may override others first, a switch to manual for one.
    public var settings: [ControlSetting] { switches + others }
    private var switches: [ControlSetting] = []
    private var others: [ControlSetting] = []

    /// Remembers a value.
    ///
    /// - Parameter mayOverride: whether other controls may hang on it.
    mutating func keep(_ setting: ControlSetting, mayOverride: Bool, of identity: [UInt8]) {
        if identity != self.identity { self = ControlMemory(identity: identity) }
        if mayOverride { Self.keep(setting, in: &switches) } else { Self.keep(setting, in: &others) }
    }

    /// Forgets a control: it has the value that the camera itself begins with.
    mutating func forget(_ identifier: UInt32) {
        switches.removeAll { $0.identifier == identifier }
        others.removeAll { $0.identifier == identifier }
    }

    private static func keep(_ setting: ControlSetting, in settings: inout [ControlSetting]) {
        for place in settings.indices where settings[place].identifier == setting.identifier {
            settings[place] = setting
            return
        }
        settings.append(setting)
    }
}
