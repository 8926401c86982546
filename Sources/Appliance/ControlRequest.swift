import Wire

/// What somebody asks of the camera's controls, and how much of it is done.
final class ControlRequest {
    /// What is to be done.
    enum Action {
        case show
        case set([UInt8])
        case reset
    }

    /// Which control; nil for all of them.
    let name: [UInt8]?
    let action: Action
    /// Whether only the head is wanted.
    let isHead: Bool
    /// What the camera is being set to, or has been.
    private(set) var settings: [ControlSetting] = []
    /// What the camera said to the first that it did not take; of all that are reset the others are reset all the same.
    var refusal: [UInt8]?

    init(name: [UInt8]?, _ action: Action, isHead: Bool) {
        self.name = name
        self.action = action
        self.isHead = isHead
    }

    /// What is still to be set; nothing when it can be answered.
    ///
    /// All are reset in rounds: one that is inactive can be set only after a first round has freed it.
    func next(among controls: [Control]) throws(ControlRefusal) -> [ControlSetting] {
        var next: [ControlSetting] = []
        for setting in try due(among: controls) {
            if !settings.contains(where: { $0.identifier == setting.identifier }) { next.append(setting) }
        }
        settings += next
        return next
    }

    private func due(among controls: [Control]) throws(ControlRefusal) -> [ControlSetting] {
        guard let name else {
            guard case .reset = action else { return [] }
            var changed: [ControlSetting] = []
            // Numbers first: what has become automatic again refuses to have its own set.
            for mayOverride in [false, true] {
                for control in controls where control.mayOverride == mayOverride && control.isSettable {
                    // Some drivers name a default that they do not take.
                    guard control.value != control.initial, control.accepts(control.initial) else { continue }
                    changed.append(control.initialSetting)
                }
            }
            return changed
        }
        // What has been set may override itself by now.
        guard settings.isEmpty else { return [] }
        let control = try control(name, among: controls)
        switch action {
        case .show: return []
        case .set(let text):
            guard let value = control.value(of: text) else {
                throw ControlRefusal(.badRequest, control, "takes ", control.takes)
            }
            try check(control, among: controls)
            return [ControlSetting(identifier: control.identifier, value: value)]
        case .reset:
            try check(control, among: controls)
            return [control.initialSetting]
        }
    }

    /// The JSON that answers it.
    func answer(from controls: [Control]) throws(ControlRefusal) -> [UInt8] {
        guard let name else { return ControlReport(controls).bytes }
        return ControlReport(try control(name, among: controls)).bytes
    }

    private func control(_ name: [UInt8], among controls: [Control]) throws(ControlRefusal) -> Control {
        for control in controls where control.name == name { return control }
        throw ControlRefusal(knowing: controls)
    }

    /// Sees to it that a control can be set just now.
    private func check(_ control: Control, among controls: [Control]) throws(ControlRefusal) {
        if control.isReadOnly { throw ControlRefusal(.conflict, control, "can only be read") }
        guard control.isInactive else { return }
        var advice: [UInt8] = []
        for other in controls where other.identifier == control.release?.identifier {
            advice.append("set ")
            advice += other.name
            advice.append(" to ")
            advice += other.words(control.release?.value ?? 0)
            advice.append(" first")
        }
        if advice.isEmpty { advice.append("another control overrides it") }
        throw ControlRefusal(.conflict, control, "has no effect just now: ", advice)
    }
}
