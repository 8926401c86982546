@testable import Appliance

/// A camera with controls, as the loop has it: what is to be set is set, and listed.
final class ControlsBench {
    let bench: Bench
    /// The controls as the camera has them.
    var controls: [Control]
    /// What the camera does with the next task instead.
    var fault: ControlFault?
    /// What was set, in order.
    private(set) var set: [ControlSetting] = []
    /// How often the camera was asked.
    private(set) var tasks = 0

    init(_ bench: Bench = .streaming(), controls: [Control] = Control.samples) {
        self.bench = bench
        self.controls = controls
    }

    /// Connects and asks; what is answered is taken at the end of a turn.
    func send(_ method: String, _ target: String, _ fields: String = "", body: String = "") -> Peer {
        guard let peer = bench.connect() else { preconditionFailure("the server has no place") }
        peer.send(request(method, target, fields, body: body))
        return peer
    }

    /// The same, with all that the camera has to do for it.
    func ask(_ method: String, _ target: String, _ fields: String = "", body: String = "") -> String {
        let peer = send(method, target, fields, body: body)
        turn()
        peer.take()
        return peer.text
    }

    /// Turns of the loop until nothing is to be done any more.
    func turn() {
        bench.turn()
        while let settings = bench.server.takeControlTask(now: bench.now) { finish(settings) }
    }

    /// What the camera makes of a task.
    ///
    /// - Parameter refusing: the control that it does not take; the others it does.
    func finish(_ settings: [ControlSetting], refusing: UInt32? = nil) {
        tasks += 1
        var settings = settings
        if let refusing {
            settings.removeAll { $0.identifier == refusing }
            fault = ControlFault(isRefusal: true, words: "Device or resource busy (VIDIOC_S_CTRL)")
        }
        if refusing == nil, let fault = fault.take() {
            bench.server.controlsCame(fault.isRefusal ? controls : [], fault, now: bench.now)
            return
        }
        for setting in settings { adopt(setting) }
        set += settings
        bench.server.controlsCame(controls, fault.take(), now: bench.now)
    }

    private func adopt(_ setting: ControlSetting) {
        controls = controls.map { old in
            var new = old
            if old.identifier == setting.identifier, let title = String(validating: old.title, as: UTF8.self) {
                new = .sample(
                    old.identifier, title, old.kind, old.minimum...old.maximum, step: old.step, initial: old.initial,
                    value: setting.value)
                new.items = old.items
                new.release = old.release
            }
            if let release = old.release, release.identifier == setting.identifier {
                new.isInactive = release.value != setting.value
            }
            return new
        }
    }
}
