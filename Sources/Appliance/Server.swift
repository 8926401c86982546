import Wire

/// Everything that is decided: who gets what, when the camera is open, who has waited too long.
///
/// It is given bytes, events and the time, and answers what to do; the loop carries it out. The file's extensions hold
/// the parts: `Server+Frames`, `Server+Requests`, `Server+Controls`, `Server+Connections`.
public struct Server {
    private(set) var settings: Settings
    let page: [UInt8]
    let controlsPage: [UInt8]
    let began: Instant

    /// Looking, or why not.
    public private(set) var supervisor: Supervisor
    /// What has happened so far.
    public var counters = Counters()
    /// Where pictures come from, once that is known.
    public private(set) var source: Source?
    /// What the source gives while it is open.
    public private(set) var format: SourceFormat?
    /// Who may in; nil when everybody may.
    public internal(set) var gate: PasswordGate?
    /// What is wrong with the settings, a line each, in UTF-8: the page and the LED tell.
    public var problems: [[UInt8]] = []
    /// What cannot be had of what the settings ask for, a line each.
    public var complaints: [String] = []
    /// Whether more than this machine can reach it.
    public var isOnNetwork = false
    /// Reads the end of the log; nil where there is none to be shown.
    public var log: (() -> [UInt8])?
    /// Whether a source is there that could be opened.
    public var isSourcePresent = false
    /// The path of the device that was found for the camera last, whether it could be opened or not.
    public var triedPath: String?

    var connections: [Connection] = []
    var lastConnection = 0
    /// When somebody last wanted a picture.
    var lastWanted: Instant

    var pool: PicturePool
    var newest: Picture?
    var published = 0
    var sequence = SequenceCounter()
    /// The number of the picture that was published last.
    var lastSequence = 0
    var pacer: Pacer?
    /// When the last frame of the source was captured.
    var lastCaptured: Instant?
    /// The camera's controls as they have just been read; nil when that is to be done first.
    var controls: [Control]?
    /// The request for which the camera is being set.
    var adjusting: ControlRequest?
    /// What a camera that is opened is set to.
    public internal(set) var controlMemory = ControlMemory()
    /// How many pictures the camera lends in its own memory.
    public var lentPictures = 0
    /// What is shown while there is no picture.
    var board = NoticeBoard()
    /// Whether the camera gives good frames, since it was opened last.
    public private(set) var isLive = false
    /// When the last good frame came, since somebody has wanted pictures.
    private var lastFrame: Instant?
    /// How long there was none before the camera was live again; nil when it was the first time.
    public private(set) var lastOutage: Interval?
    /// Since when somebody has wanted pictures and got none of the camera's; nil while all is well.
    public private(set) var lostSince: Instant?
    /// The size of the stream when it last had one.
    var lastSize: PictureSize?
    /// Since when a camera that is being opened has been asked for.
    private var askedFor: Instant?
    /// How long it took, the last time that the camera was opened, from being asked for it to its first frame.
    public private(set) var firstFrameTime: Interval?
    /// From when on pictures may be snapshots: exposure takes its time after opening.
    var settled: Instant?

    /// Begins with no connection and a closed camera.
    ///
    /// - Parameters:
    ///   - page: the HTML that `/` answers with.
    ///   - controlsPage: the HTML that `/controls.html` answers with.
    ///   - gate: who may in; nil for everybody.
    public init(
        settings: Settings, page: [UInt8], controlsPage: [UInt8], gate: PasswordGate? = nil, now: Moment
    ) {
        self.settings = settings
        self.page = page
        self.controlsPage = controlsPage
        self.gate = gate
        began = now.instant
        lastWanted = now.instant
        supervisor = Supervisor(frameTimeout: settings.frameTimeout)
        pool = PicturePool(limitBytes: settings.pictureMemoryBytes)
    }

    /// Takes settings that changed while it runs.
    public mutating func adopt(_ settings: Settings) {
        self.settings = settings
        supervisor.expectFrames(within: settings.frameTimeout)
    }

    // MARK: The camera

    /// Takes an event of the camera or the button and says what is to be done with the camera.
    public mutating func handle(_ event: Supervisor.Event, now: Moment) -> Supervisor.Order {
        switch event {
        // Who says go on means to look: the camera stays open for as long as after a viewer.
        case .resume: lastWanted = now.instant
        case .frame: frameCame(now: now)
        case .failed(let fault): if supervisor.isTrying { counters.faults.count(fault) }
        case .waitOver: if supervisor.isTrying { counters.faults.count(.unanswered) }
        case .wanted, .unwanted, .opened, .damaged, .appeared, .pause: break
        }
        return follow(supervisor.handle(event, now: now.instant), now: now)
    }

    /// Goes on where it is paused, and pauses where it is not: what the button does.
    public mutating func togglePause(now: Moment) -> Supervisor.Order {
        handle(isPaused ? .resume : .pause, now: now)
    }

    /// Whether somebody said stop.
    public var isPaused: Bool { supervisor.state == .paused }

    private mutating func frameCame(now: Moment) {
        defer { lastFrame = now.instant }
        guard !isLive, case .streaming = supervisor.state else { return }
        isLive = true
        lastOutage = lastFrame.map { now.instant - $0 }
        lostSince = nil
        board.clear()
        if let asked = askedFor.take() { firstFrameTime = now.instant - asked }
    }

    /// Says that the source is open, and what it gives.
    ///
    /// - Returns: what is to be done with it: it may be no longer wanted.
    public mutating func opened(_ source: Source, _ format: SourceFormat, now: Moment) -> Supervisor.Order {
        self.source = source
        self.format = format
        isSourcePresent = true
        if source.isCamera { triedPath = source.path }
        lastSize = PictureSize(width: format.width, height: format.height)
        // That it starts is no longer true for long.
        if supervisor.fault == nil { newest = nil }
        controls = nil
        sequence.restart()
        pacer = nil
        settled = nil
        if format.rateThousandths > settings.rateThousandths {
            pacer = Pacer(rateThousandths: settings.rateThousandths, sourceRateThousandths: format.rateThousandths)
        }
        supervisor.expect(
            frameEvery: .between(rateThousandths: min(format.rateThousandths, settings.rateThousandths)))
        return handle(.opened, now: now)
    }

    /// Whether a failure is one to give up at: the camera that was named could never be had.
    public var givesUp: Bool {
        guard case .opening = supervisor.state else { return false }
        return source == nil && settings.device != .camera
    }

    /// Whether the camera is wanted by anybody at all: for a stream, a snapshot, or its controls.
    public var isWatched: Bool {
        connections.contains { connection in
            switch connection.state {
            case .streaming, .awaitingPicture, .awaitingControls: true
            case .reading, .resting, .awaitingAccess, .answering, .lingering, .ended: false
            }
        }
    }

    /// Derives from who watches whether the camera is wanted; once in each turn.
    public mutating func reviewDemand(now: Moment) -> Supervisor.Order {
        if settings.idleClose == .seconds(0) || isWatched {
            lastWanted = now.instant
            return handle(.wanted, now: now)
        }
        return now.instant >= lastWanted + settings.idleClose ? handle(.unwanted, now: now) : .nothing
    }

    /// Lets time pass: deadlines of connections and of the camera.
    public mutating func expire(now: Moment) -> Supervisor.Order {
        for connection in connections { expire(connection, now: now) }
        let order = supervisor.overdue(now: now.instant).map { handle($0, now: now) } ?? .nothing
        showNotice(now: now)
        return order
    }

    /// When time alone will change something; nil for never.
    public var deadline: Instant? {
        var earliest = supervisor.deadline
        if supervisor.isOpenForNobody, settings.idleClose > .seconds(0), !isWatched {
            earliest = Instant.earlier(earliest, lastWanted + settings.idleClose)
        }
        earliest = Instant.earlier(earliest, noticeDue)
        earliest = Instant.earlier(earliest, gate?.due)
        for connection in connections {
            earliest = Instant.earlier(earliest, connection.deadline)
            // While something is on its way to a viewer, its end waits for that and no time brings it nearer.
            guard connection.outgoing.isEmpty, let viewer = connection.viewer else { continue }
            earliest = Instant.earlier(Instant.earlier(earliest, viewer.end), viewer.gauge.look)
        }
        return earliest
    }

    private mutating func follow(_ order: Supervisor.Order, now: Moment) -> Supervisor.Order {
        guard order != .nothing else { return order }
        switch order {
        case .nothing, .close: break
        // That it was reset is counted when it has been: it may not be for this user.
        case .open, .reset: counters.opens += 1
        case .restart: counters.restarts += 1
        }
        isLive = false
        controls = nil
        firstFrameTime = nil
        switch supervisor.state {
        case .idle, .paused:
            askedFor = nil
            lostSince = nil
            lastFrame = nil
        case .opening, .streaming, .recovering:
            // Who asked waits on through failures and new tries.
            if order != .close { askedFor = askedFor ?? now.instant }
            lostSince = lostSince ?? now.instant
        }
        if order != .open { letGoOfCamera(isForGood: order != .restart) }
        dropOldNotice()
        // Who waits for one picture is told at once that none will come.
        if isWithoutHope { refuseSnapshots(now: now) }
        return order
    }

    /// Whether who asks for one picture is told why there is none, and does not wait for what may come.
    var isWithoutHope: Bool { isPaused || supervisor.fault != nil }

    /// Forgets the camera's pictures and, where it is closed, what it gave.
    private mutating func letGoOfCamera(isForGood: Bool) {
        if !(newest?.isNotice ?? false) { newest = nil }
        for connection in connections { stopWaiting(connection) }
        guard isForGood else { return }
        format = nil
        pool.drain()
    }

    /// A notice of what is no longer so is not shown to who comes now.
    private mutating func dropOldNotice() {
        guard newest?.isNotice ?? false, noticeText.flatMap({ board.jpeg(of: $0) }) == nil else { return }
        newest = nil
    }

    /// Without pictures nobody is behind.
    private func stopWaiting(_ connection: Connection) {
        guard let viewer = connection.viewer, viewer.isWaiting else { return }
        viewer.stopWaiting()
        if connection.outgoing.isEmpty { connection.deadline = nil }
    }

    /// What the camera is called in a sentence.
    var cameraName: String {
        switch settings.device {
        case .path(let path): triedPath ?? String(decoding: path, as: UTF8.self)
        case .identity(let identity): String(decoding: identity, as: UTF8.self)
        case .auto, .camera, .pattern: triedPath ?? "the camera"
        }
    }

    /// Why there is no picture, in a sentence; empty when all is well.
    public var reason: String {
        switch supervisor.state {
        case .paused: "paused: nobody is looking until it is resumed"
        // A camera that is open has still to show that it gives pictures.
        case .opening, .recovering, .streaming:
            supervisor.fault?.sentence(camera: cameraName, path: triedPath) ?? (isLive ? "" : "the camera is starting")
        case .idle: ""
        }
    }
}
