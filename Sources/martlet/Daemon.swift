import Appliance
import Machine
import Wire

/// The loop, and everything that it carries readiness and bytes between.
///
/// One thread waits, in one poll(2). Each turn: derive interest from state, wait, read the clock once, act in a fixed
/// order. The file's extensions hold the parts: `Daemon+Camera`, `Daemon+Controls`, `Daemon+Frames`, `Daemon+Encoding`,
/// `Daemon+Clients`, `Daemon+Access` (passwords), `Daemon+Panel` (LED and button), `Daemon+Settings`.
final class Daemon {
    var settings: Settings
    let doors: [Door]
    private let signals: Signals
    private let isInTerminal = Environment.isInTerminal
    private let deviceWatch: DirectoryWatch

    var server: Server
    var clients: [Client] = []
    /// What bytes are read into, for all connections.
    var scratch = [UInt8](repeating: 0, count: 4096)
    /// When to accept again, after the kernel had no descriptor left.
    var acceptAgain: Instant?

    /// What compares passwords with the one that is right; nil when everybody may in.
    var checker: PasswordChecker?

    /// How long after a device has come the links to it are there.
    private static let linkTime = Interval.milliseconds(500)
    /// When to look again whether the camera is there.
    private var lookAgain: Instant?
    let keeper: CameraKeeper
    let opening: CameraKeeper.Target?
    /// Where pictures come from just now.
    var stage = Stage.closed
    /// What is still to be done with the camera: when its keeper is free, and the encoder no longer reads its memory.
    var order = Supervisor.Order.nothing
    /// Whether what is being opened is so by settings that have changed since.
    var isStale = false
    /// Which camera was open last: it is looked for before another is taken, and when nothing is at its path any more.
    var lastCamera: CameraEntry?

    var encoder: Encoder?
    var encoding: Encoding?
    /// Draws what viewers are shown while there is no picture.
    var painter: NoticePainter?

    let settingsSource: SettingsSource
    var texts: SettingTexts
    let memory: PauseMemory?
    let panel: Panel
    let reports: Reports

    private var poll = PollSet()
    var isStopping = false
    private var stopBy: Instant?
    /// Why there is no use in going on.
    var failure: StartFailure?

    init(_ source: SettingsSource, _ texts: SettingTexts, doors: [Door], passwordHash: [UInt8]?) throws(Errno) {
        settingsSource = source
        self.texts = texts
        settings = texts.settings
        self.doors = doors
        signals = try Signals()
        keeper = try CameraKeeper()
        opening = CameraKeeper.Target(settings.device, isCameraThere: !CameraDirectory().captureCameras().isEmpty)
        deviceWatch = try DirectoryWatch(path: Array("/dev".utf8))
        let now = Moment.now
        server = Server(
            settings: settings, page: PackageResources.page_html, controlsPage: PackageResources.controls_html,
            gate: try Self.gate(passwordHash), now: now)
        server.isOnNetwork = doors.contains { $0.listener.address.isOnNetwork }
        server.log = Self.log(settings)
        server.isSourcePresent = opening?.seemsPresent ?? true
        checker = try passwordHash.map { hash throws(Errno) in try PasswordChecker(hash: hash) }
        panel = Panel(settings, now: now.instant)
        // Last of all: from here on the hardware watchdog bites.
        reports = Reports(settings, now: now.instant)
        server.complaints = panel.complaints + reports.complaints
        memory = settings.remember.map { PauseMemory(path: $0) }
    }

    /// Runs until told to stop, or until there is no use in it.
    func run() throws(StartFailure) {
        defer { panel.end() }
        if opening == nil, settings.device == .auto { Output.log("no camera is there: showing the test pattern") }
        begin(now: Moment.now)
        while !isOver {
            do throws(Errno) {
                try turn()
            } catch {
                throw StartFailure(line: "cannot wait: " + error.words)
            }
            if let failure {
                reports.end()
                throw failure
            }
        }
        reports.end()
    }

    private func begin(now: Moment) {
        readProblems()
        guard memory?.isPaused ?? false else {
            obey(server.handle(.wanted, now: now), now: now)
            return
        }
        Output.log("paused, as it was before: the button, the page or PUT /streaming resumes")
        obey(server.handle(.pause, now: now), now: now)
        announce()
    }

    private var isOver: Bool {
        isStopping && encoding == nil && !(memory?.isWriting ?? false)
            && (clients.isEmpty || stopBy.map { Moment.now.instant >= $0 } ?? false)
    }

    // MARK: One turn

    private func turn() throws(Errno) {
        poll.removeAll()
        let signalsPlace = poll.add(signals.number, reading: !isStopping)
        let watchPlace = opening == nil ? nil : poll.add(deviceWatch.number, reading: true)
        let cameraPlace = cameraNumber.map { poll.add($0, reading: true) }
        let keeperPlace = keeper.isBusy ? poll.add(keeper.number, reading: true) : nil
        let encoderPlace = encoding == nil ? nil : encoder.map { poll.add($0.number, reading: true) }
        let painterPlace = painter.map { poll.add($0.number, reading: true) }
        let checkerPlace = (checker?.isBusy ?? false) ? checker.map { poll.add($0.number, reading: true) } : nil
        let memoryPlace = memory?.number.map { poll.add($0, reading: true) }
        let buttonPlace = panel.buttonNumber.map { poll.add($0, reading: true) }
        for client in clients {
            let interest = client.connection.interest
            client.place = poll.add(
                client.socket.number, reading: interest.reading, writing: interest.writing, hangup: interest.hangup)
        }
        let isOpen = !isStopping && acceptAgain == nil
        if isOpen { for door in doors { door.place = poll.add(door.listener.number, reading: true) } }

        try poll.wait(until: deadline?.nanoseconds, now: Clock.monotonicNanoseconds)
        let now = Moment.now

        if poll.readiness(at: signalsPlace).canRead { signalled(now: now) }
        if let watchPlace, poll.readiness(at: watchPlace).canRead { devicesChanged(now: now) }
        if let cameraPlace { cameraReady(poll.readiness(at: cameraPlace), now: now) }
        if let keeperPlace, poll.readiness(at: keeperPlace).canRead { keeperDone(now: now) }
        if let encoderPlace, poll.readiness(at: encoderPlace).canRead { encoded(now: now) }
        if let painterPlace, poll.readiness(at: painterPlace).canRead { painted(now: now) }
        if let checkerPlace, poll.readiness(at: checkerPlace).canRead { passwordChecked(now: now) }
        if let memoryPlace, poll.readiness(at: memoryPlace).canRead { memory?.finish() }
        press(isReady: buttonPlace.map { poll.readiness(at: $0).isAny } ?? false, now: now)
        tickPattern(now: now)
        for client in clients where poll.readiness(at: client.place).isAny {
            serve(client, poll.readiness(at: client.place), now: now)
        }
        if isOpen { for door in doors where poll.readiness(at: door.place).canRead { accept(at: door, now: now) } }
        if let again = acceptAgain, now.instant >= again { acceptAgain = nil }
        if let again = lookAgain, now.instant >= again {
            lookAgain = nil
            lookForSource(now: now)
        }
        obey(server.expire(now: now), now: now)
        if !isStopping { obey(server.reviewDemand(now: now), now: now) }
        checkPassword(now: now)
        adjustControls(now: now)
        flushStreams(now: now)
        encodeIfWanted(now: now)
        paintIfDue(now: now)
        returnFrames(now: now)
        sweep()
        if !isStopping { memory?.remember(isPaused: server.isPaused) }
        panel.show(server.indication, now: now.instant)
        if failure == nil { reports.tell(of: server, now: now) }
    }

    private var deadline: Instant? {
        // One after the other: a list of them would be allocated in each turn.
        var deadline = Instant.earlier(server.deadline, activePattern?.due)
        deadline = Instant.earlier(deadline, acceptAgain)
        deadline = Instant.earlier(deadline, lookAgain)
        // With nobody left, only the encoder is waited for.
        deadline = Instant.earlier(deadline, stopBy.flatMap { clients.isEmpty ? nil : $0 })
        deadline = Instant.earlier(deadline, panel.deadline)
        return Instant.earlier(deadline, reports.deadline)
    }

    private func signalled(now: Moment) {
        while let signal = signals.take() {
            switch signal {
            case .stop: stop(now: now)
            // The terminal that it runs in is closed: nobody is left who could end it.
            case .reload: if isInTerminal { stop(now: now) } else { reload(now: now) }
            }
        }
    }

    /// Ends the streams at their next good place, and waits a moment for their viewers to take it.
    private func stop(now: Moment) {
        guard !isStopping else { return }
        isStopping = true
        reports.noteStopping()
        stopBy = now.instant + .milliseconds(50)
        server.stop(now: now)
        obey(server.handle(.pause, now: now), now: now)
    }

    private func devicesChanged(now: Moment) {
        guard deviceWatch.drain(prefix: Array("video".utf8)) else { return }
        lookForSource(now: now)
        lookAgain = now.instant + Self.linkTime
        // It is tried even if it does not seem to be there: by the path of a link it is not, until udev has made that.
        obey(server.handle(.appeared, now: now), now: now)
    }

    private func lookForSource(now: Moment) {
        server.isSourcePresent = target(now: now)?.seemsPresent ?? true
    }
}

extension Moment {
    /// What the clocks say.
    static var now: Moment {
        Moment(
            instant: Instant(nanoseconds: Clock.monotonicNanoseconds), unixNanoseconds: Clock.unixNanoseconds)
    }
}
