import Appliance
import Machine
import Wire

extension Daemon {
    /// Has the camera asked for its controls, or one set, when somebody waits for that; frames go on meanwhile.
    func adjustControls(now: Moment) {
        guard order == .nothing, !keeper.isBusy, let controls = camera?.device?.controls,
            let settings = server.takeControlTask(now: now)
        else { return }
        keeper.adjust(controls, settings.map { CameraControls.Setting($0) })
    }

    /// Takes what came of it.
    func controlsAdjusted(of camera: CameraSource, now: Moment) {
        guard let adjustment = keeper.takeAdjustment() else { return }
        // A picture that the camera turns by `rotate` is not to be turned by another way too.
        let isTurned = settings.rotation == .upsideDown && camera.orientation == .upright
        server.controlsCame(
            adjustment.controls.compactMap { Control($0, isTurned: isTurned) },
            adjustment.failure.map { ControlFault($0) },
            now: now)
    }

    /// What the camera is to be set to when it is opened.
    var restoration: CameraKeeper.Restoration {
        CameraKeeper.Restoration(
            identity: server.controlMemory.identity,
            settings: server.controlMemory.settings.map { CameraControls.Setting($0) })
    }
}

extension CameraControls.Setting {
    fileprivate init(_ setting: ControlSetting) {
        self.init(identifier: setting.identifier, value: Int64(setting.value))
    }
}

extension ControlFault {
    fileprivate init(_ error: Errno) {
        self.init(isRefusal: !error.isUnanswered, words: error.words)
    }
}

extension Control {
    /// A control as people are told of it; nil for those that have no value to be read and set.
    ///
    /// Buttons are none of them: what they do is over at once, so that there is nothing to show, to reset or to bring back,
    /// and USB cameras have none but the return of a motor.
    ///
    /// - Parameter isTurned: whether the camera turns the picture over, because the settings say so.
    fileprivate init?(_ control: CameraControl, isTurned: Bool) {
        let kind: Kind
        switch control.kind {
        case .integer: kind = .integer
        case .boolean: kind = .boolean
        case .menu, .integerMenu: kind = .menu
        case .bitmask: kind = .bitmask
        case .button, .other: return nil
        }
        guard !control.isWriteOnly else { return nil }
        self.init(
            identifier: control.identifier, title: control.name, kind: kind, minimum: Int(control.minimum),
            maximum: Int(control.maximum), step: Int(clamping: control.step), initial: Int(control.defaultValue),
            value: control.value.map { Int($0) })
        items = control.items.map { Item(number: Int($0.index), name: $0.name) }
        isReadOnly = control.isReadOnly || isTurned && control.isFlip
        isInactive = control.isInactive
        release = control.release.map { ControlSetting(identifier: $0.identifier, value: Int($0.value)) }
    }
}
