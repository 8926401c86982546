import NIOConcurrencyHelpers
import Wire

/// All that belongs to one opening of a camera: the newest picture, who waits for one, and what has come.
///
/// One task brings pictures and ends, any number of tasks wait.
final class Feed: Sendable {
    let clock: any CameraClock
    /// Not the standard library's Mutex, whose locking the thread sanitizer does not see.
    let state: NIOLockedValueBox<FeedState>

    init(clock: any CameraClock, backlogLimit: Int = 0) {
        self.clock = clock
        state = NIOLockedValueBox(FeedState(lastByte: clock.now, backlogLimit: backlogLimit))
    }

    /// Has a task bring pictures, until the feed ends.
    func start(_ reception: Reception) {
        let task = Task { await reception.run(self) }
        let hasEnded = state.withLockedValue { state in
            state.task = task
            return state.phase.isOver
        }
        if hasEnded { task.cancel() }
    }

    var phase: HTTPCamera.State { state.withLockedValue(\.phase) }

    var statistics: HTTPCamera.Statistics {
        let now = clock.now
        return state.withLockedValue { state in
            var statistics = state.statistics
            statistics.picturesPerSecond = state.rate.picturesPerSecond(at: now)
            statistics.age = state.newest?.age(at: now)
            return statistics
        }
    }

    /// Ends once the connection is closed and all that belongs to it is given back.
    func waitUntilClosed() async { await state.withLockedValue(\.task)?.value }

    // MARK: What the task that brings pictures calls

    var lastByte: ContinuousClock.Instant { state.withLockedValue(\.lastByte) }
    var wasOpen: Bool { state.withLockedValue(\.wasOpen) }
    var received: Int { state.withLockedValue(\.statistics.received) }

    func connectionStarted() {
        let now = clock.now
        state.withLockedValue { state in
            state.lastByte = now
            state.order.startConnection()
        }
    }

    func headCame() {
        let now = clock.now
        state.withLockedValue { $0.lastByte = now }
    }

    /// The server has answered with a stream.
    func opened() {
        let openers = state.withLockedValue { state -> [Waiter] in
            guard !state.phase.isOver else { return [] }
            if state.wasOpen { state.statistics.reconnects += 1 }
            state.wasOpen = true
            state.phase = .streaming
            return state.takeWaiters { $0.wish == .opening }
        }
        for opener in openers { opener.settle(.success(nil)) }
    }

    func bytesCame(_ count: Int, at now: ContinuousClock.Instant) {
        state.withLockedValue { state in
            state.lastByte = now
            state.statistics.bytes += count
        }
    }

    func count(bad: Int) {
        guard bad > 0 else { return }
        state.withLockedValue { $0.statistics.bad += bad }
    }

    func deliver(_ part: Part, at now: ContinuousClock.Instant) {
        guard part.kind == .picture else { return }
        let frame = Frame(part, arrival: now)
        let (readers, number) = state.withLockedValue { state -> ([Waiter], Int) in
            guard !state.phase.isOver else { return ([], 0) }
            guard state.order.admits(part.head) else {
                state.statistics.outdated += 1
                return ([], 0)
            }
            state.statistics.received += 1
            state.rate.count(at: now)
            return (state.add(frame), state.number)
        }
        for reader in readers { reader.settle(.success(Delivery(frame: frame, number: number))) }
    }

    func lost(_ cause: HTTPCameraError) {
        state.withLockedValue { state in
            if !state.phase.isOver { state.phase = .reconnecting(cause) }
        }
    }

    /// No picture will come any more.
    ///
    /// Who waits is told why.
    func end(_ cause: HTTPCameraError) {
        let (waiters, task) = state.withLockedValue { state -> ([Waiter], Task<Void, Never>?) in
            guard !state.phase.isOver else { return ([], nil) }
            state.phase = .ended(cause)
            // Who reads on is told, and a loop that is still there keeps no backlog.
            if cause == .released { state.dropUnread() }
            return (state.takeWaiters { _ in true }, state.task)
        }
        task?.cancel()
        for waiter in waiters { waiter.settle(.failure(cause)) }
    }
}
