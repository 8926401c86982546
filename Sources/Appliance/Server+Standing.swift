extension Server {
    /// What the LED shows.
    public var indication: Indicator.Pattern {
        switch supervisor.state {
        case .paused: .paused
        case .idle: isSourcePresent ? ready : .failing
        case .opening, .recovering, .streaming:
            if supervisor.fault != nil { .failing } else { isLive && viewers > 0 ? .watched : ready }
        }
    }

    private var ready: Indicator.Pattern { hasMistake ? .mistaken : .ready }

    private var hasMistake: Bool { !problems.isEmpty || !complaints.isEmpty || fallsShort }

    /// Whether the camera lacks a size or rate that somebody chose.
    private var fallsShort: Bool { settings.isFormatChosen && format?.fallsShort(of: settings) ?? false }

    /// What those who watch are to know, a line each.
    var notes: [[UInt8]] {
        var notes = gate == nil && isOnNetwork ? [Array(Self.openNote.utf8)] : []
        notes += problems
        for complaint in complaints { notes.append(Array(complaint.utf8)) }
        if fallsShort, let shortfall = format?.shortfall(of: settings) { notes.append(Array(shortfall.utf8)) }
        return notes
    }

    private static let openNote =
        "Everybody on this network can watch and pause: no password is set. Set one in martlet.txt, or with "
        + "--password-file."

    /// How it stands, in a line for the service manager.
    public var standing: String {
        let reason = reason
        if !reason.utf8.isEmpty { return reason }
        if case .idle = supervisor.state {
            return isSourcePresent ? "ready; nobody watches" : "no camera is there: plug one in"
        }
        return viewers == 0 ? "ready; nobody watches" : "watched by " + "\(viewers)"
    }
}
