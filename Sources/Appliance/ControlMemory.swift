/// What somebody has set of a camera's controls: a camera that had no power has forgotten it and is told again.
///
/// Of one camera alone, the last that somebody set, and only as long as Martlet runs.
public struct ControlMemory: Sendable {
    /// Which camera.
    public private(set) var identity: [UInt8] = []
    /// The values, in the order in which their controls were set for the first time: a switch to manual stays before what
    /// could be set only after it.
    public private(set) var settings: [ControlSetting] = []

    /// Remembers a value.
    mutating func keep(_ setting: ControlSetting, of identity: [UInt8]) {
        if identity != self.identity {
            self.identity = identity
            settings = []
        }
        for place in settings.indices where settings[place].identifier == setting.identifier {
            settings[place] = setting
            return
        }
        settings.append(setting)
    }

    /// Forgets a control: it has the value that the camera itself begins with.
    mutating func forget(_ identifier: UInt32) {
        settings.removeAll { $0.identifier == identifier }
    }
}
