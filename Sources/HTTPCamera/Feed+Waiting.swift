extension Feed {
    /// Waits until the server has answered with a stream.
    func waitUntilOpen() async throws(HTTPCameraError) {
        do {
            _ = try await wait(for: .opening, limit: nil).get()
        } catch .cancelled {
            closeIfNobodyOpens()
            throw .cancelled
        }
    }

    /// Waits for a picture.
    ///
    /// - Parameter limit: nil waits as long as it takes.
    func next(_ wish: Waiter.Wish, limit: Duration?) async throws(HTTPCameraError) -> Delivery {
        guard let delivery = try await wait(for: wish, limit: limit).get() else { throw .notOpen }
        return delivery
    }

    private func wait(for wish: Waiter.Wish, limit: Duration?) async -> Waiter.Answer {
        let number = state.withLockedValue { state in
            state.waitersSoFar += 1
            return state.waitersSoFar
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLockedValue { state -> Waiter.Answer? in
                    // A cancelled task that finds a picture each time would never learn of it.
                    if Task.isCancelled { return .failure(.cancelled) }
                    if let answer = state.answer(to: wish) { return answer }
                    if let limit, limit <= .zero { return .failure(Self.timedOut(limit, state.phase)) }
                    state.waiters.append(Waiter(number: number, wish: wish, continuation: continuation))
                    return nil
                }
                if let answer {
                    continuation.resume(returning: answer)
                } else if let limit {
                    startTimer(waiter: number, limit: limit)
                }
            }
        } onCancel: {
            giveUp(waiter: number) { _ in .cancelled }
        }
    }

    private func startTimer(waiter number: Int, limit: Duration) {
        let deadline = clock.now + limit.bounded
        let timer = Task {
            do {
                try await clock.sleep(until: deadline)
            } catch {
                return
            }
            giveUp(waiter: number) { Self.timedOut(limit, $0) }
        }
        let isNeeded = state.withLockedValue { state in
            guard let index = state.waiters.firstIndex(where: { $0.number == number }) else { return false }
            state.waiters[index].timer = timer
            return true
        }
        if !isNeeded { timer.cancel() }
    }

    private func giveUp(waiter number: Int, _ cause: (HTTPCamera.State) -> HTTPCameraError) {
        let (waiters, phase) = state.withLockedValue { state in
            (state.takeWaiters { $0.number == number }, state.phase)
        }
        for waiter in waiters { waiter.settle(.failure(cause(phase))) }
    }

    private static func timedOut(_ limit: Duration, _ phase: HTTPCamera.State) -> HTTPCameraError {
        if case .reconnecting(let cause) = phase { return .timedOut(after: limit, while: cause) }
        return .timedOut(after: limit, while: nil)
    }

    /// Gives an opening up that nobody waits for any more.
    ///
    /// Who waits for a picture of it was not cancelled: the camera is not open, which is what he is told.
    private func closeIfNobodyOpens() {
        let (waiters, task) = state.withLockedValue { state -> ([Waiter], Task<Void, Never>?) in
            guard state.phase == .opening, !state.waiters.contains(where: { $0.wish == .opening }) else {
                return ([], nil)
            }
            state.phase = .closed
            return (state.takeWaiters { _ in true }, state.task)
        }
        task?.cancel()
        for waiter in waiters { waiter.settle(.failure(.notOpen)) }
    }
}
