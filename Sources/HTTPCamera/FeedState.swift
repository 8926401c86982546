import NIOCore

/// What a `Feed` keeps behind its lock.
struct FeedState: Sendable {
    /// A picture that `read` has given to nobody.
    private struct Unread {
        let delivery: Delivery
        /// Whether a loop over the pictures has it.
        var isTaken = false

        var bytes: Int { delivery.frame.jpeg.count }
    }

    /// How many pictures a backlog has at most, however small they are.
    static let mostInBacklog = 10_000

    var phase = HTTPCamera.State.opening
    private(set) var newest: Frame?
    /// How many pictures were delivered: the number of the newest.
    private(set) var number = 0
    /// In order, up to the newest, which is alone there when no backlog is kept.
    private var unread = CircularBuffer<Unread>()
    /// Of all that are unread but the newest.
    private var backlogBytes = 0
    private let backlogLimit: Int
    var waiters: [Waiter] = []
    var waitersSoFar = 0
    var order = FrameOrder()
    var rate = RateMeter()
    var statistics = HTTPCamera.Statistics()
    /// Whether the server has ever answered with a stream.
    var wasOpen = false
    var lastByte: ContinuousClock.Instant
    var task: Task<Void, Never>?

    init(lastByte: ContinuousClock.Instant, backlogLimit: Int) {
        self.lastByte = lastByte
        self.backlogLimit = max(backlogLimit, 0)
    }

    /// Takes a picture, and tells who has waited for it.
    mutating func add(_ frame: Frame) -> [Waiter] {
        backlogBytes += unread.last?.bytes ?? 0
        newest = frame
        number += 1
        unread.append(Unread(delivery: Delivery(frame: frame, number: number)))
        while backlogBytes > backlogLimit || unread.count > Self.mostInBacklog + 1 {
            let oldest = unread.removeFirst()
            backlogBytes -= oldest.bytes
            if !oldest.isTaken { statistics.skipped += 1 }
        }
        return takeReaders()
    }

    /// Keeps nothing more for `read`.
    mutating func dropUnread() {
        unread.removeAll()
        backlogBytes = 0
    }

    /// The answer to a wish, if there is one already.
    mutating func answer(to wish: Waiter.Wish) -> Waiter.Answer? {
        switch (wish, phase) {
        // A short stream may have ended before its opener comes to ask.
        case (.opening, _) where wasOpen && phase != .ended(.released): return .success(nil)
        case (.unread, _) where !unread.isEmpty: return .success(takeUnread())
        case (.newer(let known), _) where known < number: return newestTaken()
        case (_, .ended(let cause)): return .failure(cause)
        case (_, .closed): return .failure(.notOpen)
        default: return nil
        }
    }

    private mutating func takeUnread() -> Delivery {
        let oldest = unread.removeFirst()
        if !unread.isEmpty { backlogBytes -= oldest.bytes }
        return oldest.delivery
    }

    private mutating func newestTaken() -> Waiter.Answer? {
        guard let newest else { return nil }
        markNewestTaken()
        return .success(Delivery(frame: newest, number: number))
    }

    private mutating func markNewestTaken() {
        // Where there is none, `read` has given it.
        if !unread.isEmpty { unread[unread.index(before: unread.endIndex)].isTaken = true }
    }

    /// Those that the newest picture is for: of the calls of `read` the one that waits longest, everybody else.
    private mutating func takeReaders() -> [Waiter] {
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
        if isRead {
            // Who waits has read all that came before.
            dropUnread()
        } else if !readers.isEmpty {
            markNewestTaken()
        }
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
