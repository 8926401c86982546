/// The state of looking: a machine over events and time that says what is to be done with the camera.
public struct Supervisor {
    /// Where it stands.
    public enum State: Equatable, Sendable {
        /// Nobody watches; the camera is closed.
        case idle
        /// The camera is being opened, or its stream started anew, since then.
        case opening(since: Instant)
        /// The camera is open; its last good frame, or its opening, was then.
        case streaming(lastFrame: Instant)
        /// The camera failed; it is tried again then.
        case recovering(until: Instant)
        /// Somebody said stop.
        case paused
    }

    /// What may happen.
    public enum Event: Sendable {
        /// Somebody wants a picture.
        case wanted
        /// Nobody has wanted one for long enough.
        case unwanted
        /// The camera is open and its stream started.
        case opened
        /// A good frame came.
        case frame
        /// The driver says that a frame was lost on its way.
        case damaged
        /// The camera could not be opened, or stopped working.
        case failed(CameraFault)
        /// A camera has been plugged in.
        case appeared
        /// The wait after a failure is over, or patience with opening.
        case waitOver
        /// Button, page or program say stop.
        case pause
        /// Button, page or program say go on.
        case resume
    }

    /// What is to be done with the camera; each order stands in place of those before it that are not done yet.
    public enum Order: Equatable, Sendable {
        /// Nothing.
        case nothing
        /// Open it.
        case open
        /// Stop its stream and start it again.
        case restart
        /// Reset its USB device, then open it.
        case reset
        /// Close it.
        case close
    }

    /// The first wait after a failure; each further one is twice as long.
    static let firstWait = Interval.milliseconds(250)
    /// The longest wait before a camera is tried again that is there: nothing else would tell that it can be had.
    static let longestWait = Interval.seconds(1)
    /// The longest wait for a camera whose node is not there: its coming back is told.
    static let longestWaitForAbsent = Interval.seconds(5)
    /// After how many failures in a row the USB device is reset; and again whenever there are twice as many.
    static let failuresBeforeReset = 3

    /// How long a camera may give no good frame after a damaged one: drivers fall silent for good after a few errors.
    static let leastSuspicion = Interval.milliseconds(500)

    /// How long a camera that was stuck must give good frames before its failures are forgotten.
    ///
    /// One frame after each start is no camera that is well: it is opened anew, and reset, as if it had given none.
    static let steadyTime = Interval.seconds(5)
    /// How long a camera may take to be opened before that is told.
    static let openingTime = Interval.seconds(10)
    /// How often in a row a camera may be refused before it is called so: one that was just plugged in is not for this
    /// user until udev has said so.
    static let silentRefusals = 3

    /// Where it stands.
    public private(set) var state: State
    /// Why there is no picture, or nil.
    public private(set) var fault: CameraFault?
    private var failures = 0
    private var refusals = 0
    /// Since when it has given good frames without a failure.
    private var wellSince: Instant?
    /// Whether a camera was plugged in while one was being opened, maybe just too late for that.
    private var hasAppeared = false
    /// Since when there have been damaged frames and no good one.
    private var suspectSince: Instant?
    private var nextReset = Supervisor.failuresBeforeReset
    private var wait = Supervisor.firstWait
    private var leastFrameTimeout: Interval
    private var frameInterval = Interval(nanoseconds: 0)

    /// Begins idle, patient for so long with a camera that gives no good frame.
    init(frameTimeout: Interval) {
        state = .idle
        leastFrameTimeout = frameTimeout
    }

    /// Says how long a camera may give no good frame.
    mutating func expectFrames(within timeout: Interval) {
        leastFrameTimeout = timeout
    }

    /// Says how far apart frames are: a slow source is given the time of three before it counts as silent.
    mutating func expect(frameEvery interval: Interval) {
        frameInterval = interval
    }

    private var frameTimeout: Interval {
        max(leastFrameTimeout, Interval(nanoseconds: 3 * frameInterval.nanoseconds))
    }

    private var suspicion: Interval {
        max(Self.leastSuspicion, Interval(nanoseconds: 3 * frameInterval.nanoseconds))
    }

    /// Takes an event: every state with every event has its line.
    mutating func handle(_ event: Event, now: Instant) -> Order {
        switch (state, event) {
        case (.idle, .wanted): return begin(.open, now: now)
        case (.idle, .pause): return pause()
        // Opening ended after it was no longer asked for.
        case (.idle, .opened), (.idle, .failed): return .close
        case (.idle, .unwanted), (.idle, .frame), (.idle, .damaged), (.idle, .appeared), (.idle, .waitOver),
            (.idle, .resume):
            return .nothing

        case (.opening, .opened):
            state = .streaming(lastFrame: now)
            suspectSince = nil
            return .nothing
        case (.opening, .failed(let fault)): return recover(from: fault, now: now)
        case (.opening, .pause): return pause()
        case (.opening, .appeared):
            hasAppeared = true
            return .nothing
        case (.opening, .waitOver):
            if fault == nil { fault = .unanswered }
            return .nothing
        // A camera that nobody wants any more is closed when it is open: that cannot be hurried.
        case (.opening, .unwanted), (.opening, .wanted), (.opening, .frame), (.opening, .damaged), (.opening, .resume):
            return .nothing

        case (.streaming, .frame):
            state = .streaming(lastFrame: now)
            suspectSince = nil
            noteGoodFrame(now: now)
            return .nothing
        case (.streaming, .damaged):
            suspectSince = suspectSince ?? now
            return .nothing
        case (.streaming, .failed(let fault)):
            guard failures == 0, fault.mayHealByItself else { return recover(from: fault, now: now) }
            note(fault)
            return begin(.restart, now: now)
        case (.streaming, .unwanted): return rest()
        case (.streaming, .pause): return pause()
        case (.streaming, .wanted), (.streaming, .opened), (.streaming, .appeared), (.streaming, .waitOver),
            (.streaming, .resume):
            return .nothing

        case (.recovering, .waitOver): return begin(isResetDue() ? .reset : .open, now: now)
        // What has just come needs no reset.
        case (.recovering, .appeared):
            wait = Self.firstWait
            return begin(.open, now: now)
        case (.recovering, .unwanted): return rest()
        case (.recovering, .pause): return pause()
        // Opening ended half-way.
        case (.recovering, .opened): return .close
        case (.recovering, .wanted), (.recovering, .frame), (.recovering, .damaged), (.recovering, .failed),
            (.recovering, .resume):
            return .nothing

        case (.paused, .resume): return begin(.open, now: now)
        // Opening ended after it was no longer asked for.
        case (.paused, .opened), (.paused, .failed): return .close
        case (.paused, .wanted), (.paused, .unwanted), (.paused, .frame), (.paused, .damaged), (.paused, .appeared),
            (.paused, .waitOver),
            (.paused, .pause):
            return .nothing
        }
    }

    private mutating func begin(_ order: Order, now: Instant) -> Order {
        state = .opening(since: now)
        wellSince = nil
        hasAppeared = false
        return order
    }

    private mutating func noteGoodFrame(now: Instant) {
        let since = wellSince ?? now
        wellSince = since
        let wasStuck = fault?.mayHealByItself ?? (failures > 0)
        fault = nil
        wait = Self.firstWait
        if !wasStuck || now >= since + Self.steadyTime { forgetFailures() }
    }

    private mutating func pause() -> Order {
        state = .paused
        forgetFailures()
        return .close
    }

    private mutating func rest() -> Order {
        state = .idle
        forgetFailures()
        return .close
    }

    private mutating func note(_ fault: CameraFault) {
        failures += 1
        // One that was unplugged is missing since; that it was there tells more.
        if case .missing = fault, case .unplugged = self.fault { return }
        refusals = fault.isNoPermission ? refusals + 1 : 0
        if fault.isNoPermission, refusals <= Self.silentRefusals, self.fault != nil { return }
        self.fault = fault
    }

    private mutating func recover(from fault: CameraFault, now: Instant) -> Order {
        note(fault)
        if hasAppeared { wait = Self.firstWait }
        guard case .silent = fault else {
            // One that is gone has left its node for who still holds it: nothing will tell when that is over.
            let isMissing = if case .missing = fault { true } else { false }
            let longest = isMissing ? Self.longestWaitForAbsent : Self.longestWait
            state = .recovering(until: now + min(wait, longest))
            wait = min(Interval(nanoseconds: wait.nanoseconds * 2), Self.longestWaitForAbsent)
            return .close
        }
        // For a silent camera the wait was the silence; while it is closed it cannot be heard.
        state = .recovering(until: now + Self.firstWait)
        return .close
    }

    private mutating func isResetDue() -> Bool {
        guard failures >= nextReset, fault?.mayHealByItself ?? false else { return false }
        nextReset = failures * 2
        return true
    }

    private mutating func forgetFailures() {
        fault = nil
        failures = 0
        refusals = 0
        nextReset = Self.failuresBeforeReset
        wait = Self.firstWait
    }

    /// Whether the camera is open, or tried, so that it is worth closing when nobody watches.
    var isOpenForNobody: Bool {
        switch state {
        case .streaming, .recovering: true
        case .idle, .opening, .paused: false
        }
    }

    /// Whether the camera is being opened, or open: only then can it fail.
    var isTrying: Bool {
        switch state {
        case .opening, .streaming: true
        case .idle, .recovering, .paused: false
        }
    }

    /// When time alone will change something.
    var deadline: Instant? {
        switch state {
        case .streaming(let lastFrame): Instant.earlier(lastFrame + frameTimeout, suspectSince.map { $0 + suspicion })
        case .recovering(let until): until
        case .opening(let since): fault == nil ? since + Self.openingTime : nil
        case .idle, .paused: nil
        }
    }

    /// What time alone has made happen: silence of a camera is a failure, and a wait may be over.
    func overdue(now: Instant) -> Event? {
        guard let deadline, now >= deadline else { return nil }
        switch state {
        case .streaming: return .failed(.silent)
        case .opening, .recovering: return .waitOver
        case .idle, .paused: return nil
        }
    }
}
