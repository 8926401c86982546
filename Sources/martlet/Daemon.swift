import Appliance
import Machine
import Wire

/// The loop, and everything that it carries readiness and bytes between.
///
/// One thread waits, in one poll(2). Each turn: derive interest from state, wait, read the clock once, act in a fixed
/// order. The file's extensions hold the parts: `Daemon+Camera`, `Daemon+Frames`, `Daemon+Encoding`, `Daemon+Clients`.
final class Daemon {
    let settings: Settings
    let doors: [Door]
    private let signals: Signals
    private let deviceWatch: DirectoryWatch

    var server: Server
    var clients: [Client] = []
    /// What bytes are read into, for all connections.
    var scratch = [UInt8](repeating: 0, count: 4096)
    /// When to accept again, after the kernel had no descriptor left.
    var acceptAgain: Instant?

    let opener: CameraOpener
    let opening: CameraOpener.Target?
    var camera: Camera?
    var cameraFormat: CameraFormat?
    /// How viewers are told to turn the picture: what the camera could not do itself.
    var orientation = Orientation.upright
    var pattern: PatternSource?

    var encoder: Encoder?
    var encoding: Encoding?
    /// The newest raw frame, kept for when somebody wants it.
    var held: HeldFrame?
    /// The camera's buffers that viewers are sent from.
    var loans = FrameLoans(buffers: 0)
    /// What to do with the camera when the encoder no longer reads its memory.
    var orderAfterEncoding = Supervisor.Order.nothing

    /// Draws what viewers are shown while the camera is opened.
    var painter: NoticePainter?

    private var poll = PollSet()
    private var isStopping = false
    private var stopBy: Instant?
    /// Why there is no use in going on.
    var failure: StartFailure?
    private var hasAnnounced = false
    /// What was last said of the camera, so that it is said once and not at each new try.
    var lastComplaint: [UInt8] = []
    /// Whether the last try was refused for want of permission.
    var wasRefused = false

    init(settings: Settings, doors: [Door]) throws(Errno) {
        self.settings = settings
        self.doors = doors
        signals = try Signals()
        opener = try CameraOpener()
        opening = CameraOpener.Target(settings.device, isCameraThere: !CameraDirectory().captureCameras().isEmpty)
        deviceWatch = try DirectoryWatch(path: Array("/dev".utf8))
        server = Server(settings: settings, page: PackageResources.page_html, now: Moment.now)
        server.isSourcePresent = opening?.isPresent ?? true
    }

    /// Runs until told to stop, or until there is no use in it.
    func run() throws(StartFailure) {
        if opening == nil, settings.device == .auto { Output.log("no camera is there: showing the test pattern") }
        obey(server.handle(.wanted, now: Moment.now), now: Moment.now)
        while !isOver {
            do throws(Errno) {
                try turn()
            } catch {
                throw StartFailure(line: "cannot wait: " + error.words)
            }
            if let failure { throw failure }
        }
        camera = nil
    }

    private var isOver: Bool {
        isStopping && encoding == nil && (clients.isEmpty || stopBy.map { Moment.now.instant >= $0 } ?? false)
    }

    /// Tells the addresses, once it is known that there is something to see there, or to wait for.
    func announce() {
        guard !hasAnnounced else { return }
        hasAnnounced = true
        for door in doors { Output.write(Array(("martlet: " + door.url + "\n").utf8)) }
        LoadedCode.release()
    }

    // MARK: One turn

    private func turn() throws(Errno) {
        poll.removeAll()
        let signalsPlace = poll.add(signals.number, reading: !isStopping)
        let watchPlace = opening == nil ? nil : poll.add(deviceWatch.number, reading: true)
        let cameraPlace = cameraNumber.map { poll.add($0, reading: true) }
        let openerPlace = opener.isBusy ? poll.add(opener.number, reading: true) : nil
        let encoderPlace = encoding == nil ? nil : encoder.map { poll.add($0.number, reading: true) }
        let painterPlace = painter.map { poll.add($0.number, reading: true) }
        for client in clients {
            let interest = client.connection.interest
            client.place = poll.add(
                client.socket.number, reading: interest.reading, writing: interest.writing, hangup: interest.hangup)
        }
        let isOpen = !isStopping && acceptAgain == nil
        if isOpen { for door in doors { door.place = poll.add(door.listener.number, reading: true) } }

        try poll.wait(until: deadline?.nanoseconds, now: Clock.monotonicNanoseconds)
        let now = Moment.now

        if poll.readiness(at: signalsPlace).canRead { stop(now: now) }
        if let watchPlace, poll.readiness(at: watchPlace).canRead { devicesChanged(now: now) }
        if let cameraPlace { cameraReady(poll.readiness(at: cameraPlace), now: now) }
        if let openerPlace, poll.readiness(at: openerPlace).canRead { cameraOpened(now: now) }
        if let encoderPlace, poll.readiness(at: encoderPlace).canRead { encoded(now: now) }
        if let painterPlace, poll.readiness(at: painterPlace).canRead { painted(now: now) }
        tickPattern(now: now)
        for client in clients where poll.readiness(at: client.place).isAny {
            serve(client, poll.readiness(at: client.place), now: now)
        }
        if isOpen { for door in doors where poll.readiness(at: door.place).canRead { accept(at: door, now: now) } }
        if let again = acceptAgain, now.instant >= again { acceptAgain = nil }
        obey(server.expire(now: now), now: now)
        if !isStopping { obey(server.reviewDemand(now: now), now: now) }
        flushStreams(now: now)
        encodeIfWanted(now: now)
        paintIfDue(now: now)
        returnFrames(now: now)
        sweep()
    }

    private var deadline: Instant? {
        var deadline = server.deadline
        // With nobody left, only the encoder is waited for.
        let patience = stopBy.flatMap { clients.isEmpty ? nil : $0 }
        for other in [pattern?.due, acceptAgain, patience] {
            guard let other else { continue }
            deadline = deadline.map { min($0, other) } ?? other
        }
        return deadline
    }

    /// Ends the streams at their next good place, and waits a moment for their viewers to take it.
    private func stop(now: Moment) {
        guard !isStopping else { return }
        isStopping = true
        stopBy = now.instant + .milliseconds(50)
        server.stop(now: now)
        obey(server.handle(.pause, now: now), now: now)
    }

    private func devicesChanged(now: Moment) {
        guard deviceWatch.drain(prefix: Array("video".utf8)) else { return }
        server.isSourcePresent = opening?.isPresent ?? true
        guard server.isSourcePresent else { return }
        obey(server.handle(.appeared, now: now), now: now)
    }
}

extension Moment {
    /// What the clocks say.
    static var now: Moment {
        Moment(
            instant: Instant(nanoseconds: Clock.monotonicNanoseconds), unixNanoseconds: Clock.unixNanoseconds)
    }
}
