import Wire

/// Everything that is decided: who gets what, when the camera is open, who has waited too long.
///
/// It is given bytes, events and the time, and answers what to do; the loop carries it out. The file's extensions hold
/// the parts: `Server+Frames`, `Server+Requests`, `Server+Connections`.
public struct Server {
    let settings: Settings
    let page: [UInt8]
    let began: Instant

    /// Looking, or why not.
    public private(set) var supervisor: Supervisor
    /// What has happened so far.
    public var counters = Counters()
    /// Where pictures come from, once that is known.
    public private(set) var source: Source?
    /// What the source gives while it is open.
    public private(set) var format: SourceFormat?
    /// Whether a source is there that could be opened.
    public var isSourcePresent = false

    var connections: [Connection] = []
    var lastConnection = 0
    /// When somebody last wanted a picture.
    var lastWanted: Instant

    var pool: PicturePool
    var newest: Picture?
    var published = 0
    var sequence = SequenceCounter()
    var pacer: Pacer?
    /// How many pictures the camera lends in its own memory.
    public var lentPictures = 0
    /// Of which opening of the camera a notice has been made.
    var noticeOf: Instant?
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
    /// - Parameter page: the HTML that `/` answers with.
    public init(settings: Settings, page: [UInt8], now: Moment) {
        self.settings = settings
        self.page = page
        began = now.instant
        lastWanted = now.instant
        supervisor = Supervisor(frameTimeout: settings.frameTimeout)
        pool = PicturePool(limitBytes: settings.pictureMemoryBytes)
    }

    // MARK: The camera

    /// Takes an event of the camera or the button and says what is to be done with the camera.
    public mutating func handle(_ event: Supervisor.Event, now: Moment) -> Supervisor.Order {
        // Who says go on means to look: the camera stays open for as long as after a viewer.
        if case .resume = event { lastWanted = now.instant }
        if case .frame = event, let asked = askedFor.take() { firstFrameTime = now.instant - asked }
        return follow(supervisor.handle(event, now: now.instant), now: now)
    }

    /// Says that the source is open, and what it gives.
    ///
    /// - Returns: what is to be done with it: it may be no longer wanted.
    public mutating func opened(_ source: Source, _ format: SourceFormat, now: Moment) -> Supervisor.Order {
        self.source = source
        self.format = format
        isSourcePresent = true
        lastSize = PictureSize(width: format.width, height: format.height)
        // A notice that nobody has taken by now tells what is no longer true.
        newest = nil
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

    /// Whether a picture is wanted by anybody at all: a stream's viewer or a snapshot's.
    public var isWatched: Bool {
        connections.contains { connection in
            switch connection.state {
            case .streaming, .awaitingPicture: true
            case .reading, .resting, .answering, .lingering, .ended: false
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
        return follow(supervisor.expire(now: now.instant), now: now)
    }

    /// When time alone will change something; nil for never.
    public var deadline: Instant? {
        var earliest = supervisor.deadline
        if supervisor.isOpenForNobody, settings.idleClose > .seconds(0), !isWatched {
            earliest = Instant.earlier(earliest, lastWanted + settings.idleClose)
        }
        earliest = Instant.earlier(earliest, noticeDue)
        for connection in connections {
            earliest = Instant.earlier(earliest, connection.deadline)
            // While something is on its way to a viewer, its end waits for that and no time brings it nearer.
            guard connection.outgoing.isEmpty, let viewer = connection.viewer else { continue }
            earliest = Instant.earlier(Instant.earlier(earliest, viewer.end), viewer.gauge.look)
        }
        return earliest
    }

    private mutating func follow(_ order: Supervisor.Order, now: Moment) -> Supervisor.Order {
        if order == .open {
            // Who asked waits on through failures and new tries.
            askedFor = askedFor ?? now.instant
            firstFrameTime = nil
        }
        switch supervisor.state {
        case .idle, .paused: askedFor = nil
        case .opening, .streaming, .recovering: break
        }
        if order == .close {
            format = nil
            newest = nil
            pool.drain()
            for connection in connections { stopWaiting(connection) }
        }
        // Who waits for one picture is told at once that none will come.
        switch supervisor.state {
        case .paused, .recovering: refuseSnapshots(now: now)
        case .idle, .opening, .streaming: break
        }
        return order
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
        case .path(let path), .identity(let path): String(decoding: path, as: UTF8.self)
        case .auto, .camera, .pattern: source?.path ?? "the camera"
        }
    }

    /// Why there is no picture, in a sentence; empty when all is well.
    public var reason: String {
        switch supervisor.state {
        case .paused: "paused: nobody is looking until it is resumed"
        case .opening: supervisor.fault?.sentence(camera: cameraName) ?? "the camera is starting"
        // A camera that was opened again after a fault has still to show that it gives pictures.
        case .recovering, .streaming: supervisor.fault?.sentence(camera: cameraName) ?? ""
        case .idle: ""
        }
    }
}
