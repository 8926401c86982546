/// The state of looking: a machine over events and time that says when the camera is to be opened and closed.
public struct Supervisor {
    /// Where it stands.
    public enum State: Equatable, Sendable {
        /// Nobody watches; the camera is closed.
        case idle
        /// The camera is being opened, since then.
        case opening(since: Instant)
        /// The camera gives frames, the last one then.
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
        /// The camera is open.
        case opened
        /// A good frame came.
        case frame
        /// The camera could not be opened, or stopped working.
        case failed(CameraFault)
        /// A camera has been plugged in.
        case appeared
        /// Button, page or program say stop.
        case pause
        /// Button, page or program say go on.
        case resume
    }

    /// What is to be done with the camera.
    public enum Order: Equatable, Sendable {
        /// Nothing.
        case nothing
        /// Open it.
        case open
        /// Close it.
        case close
    }

    /// The first wait after a failure; each further one is twice as long.
    static let firstWait = Interval.milliseconds(250)
    /// The longest wait between two tries.
    static let longestWait = Interval.seconds(5)

    /// Where it stands.
    public private(set) var state: State
    /// Why there is no picture, or nil.
    public private(set) var fault: CameraFault?
    private var wait = Supervisor.firstWait
    private let leastFrameTimeout: Interval
    private var frameTimeout: Interval

    /// Begins idle, patient for so long with a camera that gives no good frame.
    init(frameTimeout: Interval) {
        state = .idle
        leastFrameTimeout = frameTimeout
        self.frameTimeout = frameTimeout
    }

    /// Says how far apart frames are: a slow source is given the time of three before it counts as silent.
    mutating func expect(frameEvery interval: Interval) {
        frameTimeout = max(leastFrameTimeout, Interval(nanoseconds: 3 * interval.nanoseconds))
    }

    /// Takes an event: one line for each state and event that changes something.
    mutating func handle(_ event: Event, now: Instant) -> Order {
        switch (state, event) {
        case (.paused, .resume), (.idle, .wanted), (.recovering, .appeared):
            state = .opening(since: now)
            return .open
        case (.opening, .opened):
            state = .streaming(lastFrame: now)
            return .nothing
        case (.streaming, .frame):
            state = .streaming(lastFrame: now)
            forgetFailures()
            return .nothing
        case (.streaming, .failed(let fault)), (.opening, .failed(let fault)):
            self.fault = fault
            state = .recovering(until: now + wait)
            wait = min(Interval(nanoseconds: wait.nanoseconds * 2), Self.longestWait)
            return .close
        case (.streaming, .unwanted), (.recovering, .unwanted):
            state = .idle
            forgetFailures()
            return .close
        case (.idle, .pause), (.opening, .pause), (.streaming, .pause), (.recovering, .pause):
            state = .paused
            forgetFailures()
            return .close
        case (.idle, .opened), (.paused, .opened), (.recovering, .opened), (.idle, .failed), (.paused, .failed):
            // Opening ended after it was no longer asked for, or half-way.
            return .close
        case (.paused, _), (.idle, _), (.opening, _), (.streaming, _), (.recovering, _):
            return .nothing
        }
    }

    private mutating func forgetFailures() {
        fault = nil
        wait = Self.firstWait
    }

    /// Whether the camera is open, or tried, so that it is worth closing when nobody watches.
    var isOpenForNobody: Bool {
        switch state {
        case .streaming, .recovering: true
        case .idle, .opening, .paused: false
        }
    }

    /// When time alone will change something.
    var deadline: Instant? {
        switch state {
        case .streaming(let lastFrame): lastFrame + frameTimeout
        case .recovering(let until): until
        case .idle, .opening, .paused: nil
        }
    }

    /// Takes the time: silence of a camera is a failure, and a wait that is over is a new try.
    mutating func expire(now: Instant) -> Order {
        guard let deadline, now >= deadline else { return .nothing }
        switch state {
        case .streaming: return handle(.failed(.silent), now: now)
        case .recovering: return handle(.appeared, now: now)
        case .idle, .opening, .paused: return .nothing
        }
    }
}
