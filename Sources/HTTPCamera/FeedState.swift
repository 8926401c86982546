/// What a `Feed` keeps behind its lock.
struct FeedState: Sendable {
    var phase = HTTPCamera.State.opening
    var newest: Frame?
    /// How many pictures were delivered: the number of the newest.
    var number = 0
    var isNewestTaken = true
    /// The number of the last picture that `read` gave.
    var readNumber = 0
    var waiters: [Waiter] = []
    var waitersSoFar = 0
    var order = FrameOrder()
    var rate = RateMeter()
    var statistics = HTTPCamera.Statistics()
    /// Whether the server has ever answered with a stream.
    var wasOpen = false
    var lastByte: ContinuousClock.Instant
    var task: Task<Void, Never>?

    init(lastByte: ContinuousClock.Instant) {
        self.lastByte = lastByte
    }

    /// The answer to a wish, if there is one already.
    mutating func answer(to wish: Waiter.Wish) -> Waiter.Answer? {
        switch (wish, phase) {
        // A short stream may have ended before its opener comes to ask.
        case (.opening, _) where wasOpen && phase != .ended(.released): return .success(nil)
        case (.unread, _) where readNumber < number: return newestTaken(byRead: true)
        case (.newer(let known), _) where known < number: return newestTaken(byRead: false)
        case (_, .ended(let cause)): return .failure(cause)
        case (_, .closed): return .failure(.notOpen)
        default: return nil
        }
    }

    private mutating func newestTaken(byRead: Bool) -> Waiter.Answer? {
        guard let newest else { return nil }
        isNewestTaken = true
        if byRead { readNumber = number }
        return .success(Delivery(frame: newest, number: number))
    }

    /// Those that the newest picture is for: of the calls of `read` the one that waits longest, everybody else.
    mutating func takeReaders() -> [Waiter] {
        var isRead = false
        let readers = takeWaiters { waiter in
            switch waiter.wish {
            case .opening: return false
            case .newer: return true
            case .unread:
                defer { isRead = true }
                return !isRead
            }
        }
        if isRead { readNumber = number }
        return readers
    }

    mutating func takeWaiters(_ isTaken: (Waiter) -> Bool) -> [Waiter] {
        var taken: [Waiter] = []
        var left: [Waiter] = []
        for waiter in waiters {
            if isTaken(waiter) { taken.append(waiter) } else { left.append(waiter) }
        }
        waiters = left
        return taken
    }
}
