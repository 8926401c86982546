import Dispatch
import HTTPCamera
import NIOConcurrencyHelpers

/// A camera for a thread that waits and writes.
///
/// Not for a task: a write may block for long, and the camera's own tasks must go on meanwhile.
final class WaitingCamera: Sendable {
    private struct State {
        var isGivenUp = false
        var cancel: (@Sendable () -> Void)?
    }

    let camera: HTTPCamera
    private let state = NIOLockedValueBox(State())

    init(_ camera: HTTPCamera) {
        self.camera = camera
    }

    /// Connects, and waits for the first picture, as long as nothing may come at all.
    func first() throws(Failure) -> Frame {
        let camera = camera
        let patience = camera.options.silenceLimit
        do {
            try wait { () async throws(HTTPCameraError) in try await camera.open() }
            return try wait { () async throws(HTTPCameraError) in try await camera.read(timeout: patience) }
        } catch .timedOut(_, nil) where camera.statistics.bytes == 0 {
            // The camera's own watch over silence ends at the same moment: whichever is first, the same is said.
            throw Failure(.stalled(after: patience))
        } catch {
            throw Failure(error)
        }
    }

    /// The next picture; nil when it is time to end, or when it was given up.
    func next(until end: ContinuousClock.Instant?) throws(Failure) -> Frame? {
        let camera = camera
        let timeout = end.map { ContinuousClock.now.duration(to: $0) }
        do {
            return try wait { () async throws(HTTPCameraError) in try await camera.read(timeout: timeout) }
        } catch .timedOut, .cancelled {
            return nil
        } catch {
            throw Failure(error)
        }
    }

    /// Has the call that waits end, and all to come.
    func giveUp() {
        let cancel = state.withLockedValue { state in
            state.isGivenUp = true
            return state.cancel
        }
        cancel?()
    }

    private func wait<Value: Sendable>(
        for work: @escaping @Sendable () async throws(HTTPCameraError) -> Value
    ) throws(HTTPCameraError) -> Value {
        if state.withLockedValue(\.isGivenUp) { throw .cancelled }
        let answer = NIOLockedValueBox(Result<Value, HTTPCameraError>.failure(.cancelled))
        let isDone = DispatchSemaphore(value: 0)
        let task = Task.detached {
            let result: Result<Value, HTTPCameraError>
            do throws(HTTPCameraError) {
                result = .success(try await work())
            } catch {
                result = .failure(error)
            }
            answer.withLockedValue { $0 = result }
            isDone.signal()
        }
        let isGivenUp = state.withLockedValue { state in
            state.cancel = { task.cancel() }
            return state.isGivenUp
        }
        if isGivenUp { task.cancel() }
        isDone.wait()
        return try answer.withLockedValue { $0 }.get()
    }
}
