import Dispatch
import HTTPCamera
import NIOConcurrencyHelpers

/// A camera for a thread that waits and writes.
///
/// Not for a task: a write may block for long, and the camera's own tasks must go on meanwhile.
final class WaitingCamera: Sendable {
    private struct State {
        /// When it was given up; nil when it was not.
        var givenUp: ContinuousClock.Instant?
        var cancel: (@Sendable () -> Void)?
    }

    /// How much longer a first picture is waited for than anything at all.
    ///
    /// The camera's own watch over silence is to end first, which says more; but it connects anew after 250 ms.
    private static let grace = Duration.milliseconds(200)

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
            return try wait { () async throws(HTTPCameraError) in
                try await camera.read(timeout: patience + Self.grace)
            }
        } catch .timedOut(_, .stalled(let duration)?) {
            throw Failure(.stalled(after: duration))
        } catch .timedOut(_, let cause) {
            throw Failure(.timedOut(after: patience, while: cause))
        } catch {
            throw Failure(error)
        }
    }

    /// The next picture; nil when it is time to end, or when it was given up.
    ///
    /// Of a camera that keeps a backlog it is given up only once all that had come by then was given.
    func next(until end: ContinuousClock.Instant?) throws(Failure) -> Frame? {
        let camera = camera
        let givenUp = state.withLockedValue(\.givenUp)
        if givenUp != nil, camera.options.backlogLimit <= 0 { return nil }
        let timeout = givenUp == nil ? end.map { ContinuousClock.now.duration(to: $0) } : .zero
        do {
            let frame = try wait(evenGivenUp: givenUp != nil) { () async throws(HTTPCameraError) in
                try await camera.read(timeout: timeout)
            }
            if let givenUp, frame.arrival > givenUp { return nil }
            return frame
        } catch .cancelled where givenUp == nil {
            // It was given up just now.
            return try next(until: end)
        } catch .timedOut, .cancelled {
            return nil
        } catch {
            if givenUp != nil { return nil }
            throw Failure(error)
        }
    }

    /// Has the call that waits end, and those to come wait for nothing.
    func giveUp() {
        let cancel = state.withLockedValue { state -> (@Sendable () -> Void)? in
            // A second time cuts nothing off what had come before the first.
            guard state.givenUp == nil else { return nil }
            state.givenUp = .now
            return state.cancel
        }
        cancel?()
    }

    private func wait<Value: Sendable>(
        evenGivenUp: Bool = false, for work: @escaping @Sendable () async throws(HTTPCameraError) -> Value
    ) throws(HTTPCameraError) -> Value {
        if !evenGivenUp, state.withLockedValue(\.givenUp) != nil { throw .cancelled }
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
            return state.givenUp != nil
        }
        if isGivenUp, !evenGivenUp { task.cancel() }
        isDone.wait()
        return try answer.withLockedValue { $0 }.get()
    }
}
