import NIOConcurrencyHelpers

@testable import HTTPCamera

/// Time that stands still until a test moves it.
final class ManualClock: CameraClock {
    private struct Sleeper {
        let number: Int
        let until: ContinuousClock.Instant
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var now: ContinuousClock.Instant
        var sleepers: [Sleeper] = []
        var numbers = 0
    }

    let start = ContinuousClock.now
    private let state: NIOLockedValueBox<State>

    init() {
        state = NIOLockedValueBox(State(now: start))
    }

    var now: ContinuousClock.Instant { state.withLockedValue(\.now) }

    /// How far from the start each sleeper sleeps, the next first.
    var sleeps: [Duration] { state.withLockedValue { $0.sleepers.map { start.duration(to: $0.until) }.sorted() } }

    func advance(by duration: Duration) {
        let awake = state.withLockedValue { state in
            state.now += duration
            let now = state.now
            defer { state.sleepers.removeAll { $0.until <= now } }
            return state.sleepers.filter { $0.until <= now }
        }
        for sleeper in awake { sleeper.continuation.resume(returning: true) }
    }

    func sleep(until instant: ContinuousClock.Instant) async throws(CancellationError) {
        let number = state.withLockedValue { state in
            state.numbers += 1
            return state.numbers
        }
        let isOver = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLockedValue { state -> Bool? in
                    if Task.isCancelled { return false }
                    if instant <= state.now { return true }
                    state.sleepers.append(Sleeper(number: number, until: instant, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let cancelled = state.withLockedValue { state in
                defer { state.sleepers.removeAll { $0.number == number } }
                return state.sleepers.filter { $0.number == number }
            }
            for sleeper in cancelled { sleeper.continuation.resume(returning: false) }
        }
        if !isOver { throw CancellationError() }
    }
}
