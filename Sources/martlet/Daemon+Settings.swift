import Appliance
import Machine

extension Daemon {
    /// Reads the settings again; what is wrong in them changes nothing.
    func reload(now: Moment) {
        reports.noteReloading(now: now)
        do throws(SettingsError) {
            // All that can fail comes first: either everything is taken over or nothing.
            let reload = Reload(from: texts, to: try settingsSource.read())
            try readPassword()
            texts = reload.texts
            settings = texts.settings
            server.adopt(settings)
            readProblems()
            Output.log(reload.line)
            if reload.reopensCamera { reopen(now: now) }
        } catch {
            Output.log("settings stay as they are: " + error.line)
        }
        reports.noteReloaded()
    }

    /// Opens what is open anew: by other settings it gives other pictures.
    private func reopen(now: Moment) {
        switch stage {
        case .camera, .pattern: obey(.open, now: now)
        case .closed: break
        case .kept: isStale = true
        }
    }
}
