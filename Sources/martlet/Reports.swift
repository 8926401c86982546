import Appliance
import Machine

/// What is told to others: lines for people, the service manager's notices, and food for the watchdogs.
final class Reports {
    private let manager: ServiceManager?
    private var managerBeat: Heartbeat?
    private var watchdog: Watchdog?
    private var watchdogBeat: Heartbeat?
    /// What cannot be had of what was asked for, a line each.
    private(set) var complaints: [String] = []
    /// Whether the addresses have been told.
    private(set) var isReady = false
    private var isStopping = false
    /// What was last told, so that no turn tells it again.
    private var told: Standing?
    /// What was last said of the camera, so that it is said once and not at each new try.
    private var lastComplaint: [UInt8] = []
    /// How many tries in a row were refused for want of permission.
    private var refusals = 0
    /// From how many on that is said: a camera just plugged in is not for this user until udev has said so.
    private static let tellingRefusals = 4
    private var hasFailedToReset = false
    private var hasFailedToRestore = false

    /// What a change is known by, without making words of it.
    private struct Standing: Equatable {
        let indication: Indicator.Pattern
        let isLive: Bool
        let viewers: Int
        let failures: Int
    }

    init(_ settings: Settings, now: Instant) {
        manager = Environment.value(of: "NOTIFY_SOCKET").flatMap { socket in
            try? ServiceManager(socket: socket)
        }
        let own = PassedWatchdog.interval(
            period: Environment.value(of: "WATCHDOG_USEC"), process: Environment.value(of: "WATCHDOG_PID"),
            processIdentifier: Environment.processIdentifier)
        if manager != nil, let own { managerBeat = Heartbeat(every: own, now: now) }
        guard let path = settings.watchdog else { return }
        do throws(Errno) {
            let seconds = Int(settings.watchdogTime.nanoseconds / 1_000_000_000)
            let opened = try Watchdog(path: path, seconds: seconds)
            if opened.seconds != seconds {
                Output.log("the watchdog waits " + "\(opened.seconds)" + " s, not " + "\(seconds)" + " s")
            }
            watchdogBeat = Heartbeat(every: .milliseconds(opened.seconds * 500), now: now)
            watchdog = consume opened
        } catch {
            let name = String(decoding: path, as: UTF8.self)
            let reason = error.isNotADevice ? "it is no watchdog" : error.words
            let complaint = "watchdog " + name + ": " + reason + "; going on without it"
            Output.log(complaint)
            complaints.append(complaint)
        }
    }
    /// Whether a service manager is told: then a camera that is not there yet is waited for, whichever it is.
    var hasManager: Bool { manager != nil }

    /// When something is to be fed.
    var deadline: Instant? {
        Instant.earlier(managerBeat?.due, watchdogBeat?.due)
    }

    // MARK: The service manager

    /// Tells the addresses and that all is ready, once; false when that has been told.
    func noteReady(_ doors: [Door]) -> Bool {
        guard !isReady else { return false }
        isReady = true
        for door in doors { Output.write(Array(("martlet: " + door.url + "\n").utf8)) }
        tellManager("READY=1")
        return true
    }

    /// Tells that the settings are read again (sd_notify(3)).
    func noteReloading(now: Moment) {
        tellManager("RELOADING=1\nMONOTONIC_USEC=" + "\(now.instant.nanoseconds / 1000)")
    }

    /// Tells that they are read.
    func noteReloaded() {
        tellManager("READY=1")
    }

    /// Tells that it was told to stop.
    func noteStopping() {
        isStopping = true
        tellManager("STOPPING=1")
    }

    private func tellManager(_ message: String) {
        manager?.tell(Array(message.utf8))
    }

    /// Ends in good order: the machine's watchdog is not to bite for it.
    func end() {
        watchdog.take()?.disarm()
    }

    // MARK: The end of a turn

    /// Tells what has changed, and feeds the watchdogs: a turn that does not end feeds none.
    func tell(of server: Server, now: Moment) {
        let standing = Standing(
            indication: server.indication, isLive: server.isLive, viewers: server.viewers,
            failures: server.counters.faults.total)
        if standing != told {
            if standing.failures != told?.failures ?? 0 { complain(of: server) }
            told = standing
            if !isStopping { tellManager("STATUS=" + server.standing) }
        }
        if managerBeat?.isDue(now: now.instant) ?? false { tellManager("WATCHDOG=1") }
        if watchdogBeat?.isDue(now: now.instant) ?? false { feed() }
    }

    private func feed() {
        do throws(Errno) {
            try watchdog?.feed()
        } catch {
            Output.log("the watchdog cannot be fed: " + error.words)
        }
    }

    // MARK: The camera

    /// Says which camera is open, and how.
    ///
    /// - Parameter isKnown: whether it is the one that was open before.
    func noteOpened(_ source: Source, _ format: SourceFormat, _ settings: Settings, isKnown: Bool) {
        // A camera that was only just lost need not be told again.
        guard lastComplaint.isEmpty || !isKnown else { return }
        Output.log(source.name + " at " + source.path + " (" + source.identity + "): " + format.words)
        if let shortfall = format.shortfall(of: settings) { Output.log(shortfall) }
    }

    /// Says that the camera gives pictures, for the first time or again.
    ///
    /// - Parameter waited: how long it has been opened, or tried to.
    func noteLive(_ server: Server, waited: Interval) {
        refusals = 0
        if lastComplaint.isEmpty {
            Output.log("the first frame came " + "\(waited.milliseconds)" + " ms after it was asked for")
        } else {
            lastComplaint = []
            let name = server.source?.path ?? "the camera"
            let outage = server.lastOutage ?? waited
            Output.log(name + " gives pictures again, after " + "\(outage.milliseconds)" + " ms")
        }
    }

    /// Says what came of resetting the camera's USB device; that it may not be is said once.
    func noteReset(_ outcome: CameraKeeper.ResetOutcome?) {
        switch outcome {
        case nil, .notUSB: return
        case .done: Output.log("the camera's USB device was reset")
        case .failed(let error):
            guard !hasFailedToReset else { return }
            hasFailedToReset = true
            let advice = error.isPermissionDenied ? ": Martlet's udev rule lets group video do it" : ""
            Output.log("the camera's USB device cannot be reset: " + error.words + advice)
        }
    }

    /// Says that an opened camera does not take all controls again that were set, once.
    func noteRestored(_ adjustment: CameraKeeper.Adjustment?) {
        // What another control overrides by now uvcvideo refuses by EACCES; that is as it was.
        guard let failure = adjustment?.failure, !failure.isPermissionDenied, !hasFailedToRestore else { return }
        hasFailedToRestore = true
        Output.log("the camera does not take every control again as it was set: " + failure.words)
    }

    private func complain(of server: Server) {
        // Nothing is said of a camera that failed when nobody asked for it any more.
        guard let fault = server.supervisor.fault, !isStopping else { return }
        refusals = fault.isNoPermission ? refusals + 1 : 0
        let reason = Array(server.reason.utf8)
        guard refusals == 0 || refusals >= Self.tellingRefusals, reason != lastComplaint else { return }
        Output.log(server.reason)
        lastComplaint = reason
    }
}
