import Appliance
import Machine

extension Daemon {
    /// Does what the button was pressed for.
    func press(isReady: Bool, now: Moment) {
        while let press = panel.takePress(isReady: isReady, now: now.instant) {
            guard !isStopping else { continue }
            switch press {
            case .short:
                Output.log(server.isPaused ? "the button resumes" : "the button pauses")
                obey(server.togglePause(now: now), now: now)
            case .long: Output.log("the button was held long, which does nothing yet")
            }
        }
    }
}
