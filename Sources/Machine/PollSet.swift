import CLinux

/// What one poll(2) waits for: filled anew for each turn, so that no registration can go stale.
public struct PollSet {
    private var entries: [pollfd] = []

    /// An empty set.
    public init() {}

    /// Empties the set and keeps its memory.
    public mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
    }

    /// Adds a descriptor and says at which place.
    ///
    /// - Parameters:
    ///   - reading: wait for bytes, or a connection, or an event (POLLIN).
    ///   - writing: wait for room (POLLOUT).
    ///   - hangup: wait for a peer that sends no more (POLLRDHUP).
    @discardableResult
    public mutating func add(
        _ number: Int32, reading: Bool = false, writing: Bool = false, hangup: Bool = false
    ) -> Int {
        let events = (reading ? POLLIN : 0) | (writing ? POLLOUT : 0) | (hangup ? POLLRDHUP : 0)
        entries.append(pollfd(fd: number, events: Int16(events), revents: 0))
        return entries.count - 1
    }

    /// Waits until something happens or the time comes (ppoll(2)).
    ///
    /// - Parameter deadline: when to stop waiting, in nanoseconds of CLOCK_MONOTONIC; nil for never.
    public mutating func wait(until deadline: Int64?, now: Int64) throws(Errno) {
        let count = nfds_t(entries.count)
        var time = timespec()
        if let deadline {
            let left = max(deadline - now, 0)
            time.tv_sec = Int(left / 1_000_000_000)
            time.tv_nsec = Int(left % 1_000_000_000)
        }
        let hasDeadline = deadline != nil
        var answer: Int32 = 0
        // The kernel fills the entries, as many as are said, and keeps no pointer to them or to the time.
        unsafe entries.withUnsafeMutableBufferPointer { entries in
            unsafe withUnsafePointer(to: time) { time in
                answer = unsafe ppoll(entries.baseAddress, count, hasDeadline ? time : nil, nil)
            }
        }
        guard answer < 0 else { return }
        let error = Errno.last("ppoll")
        // A signal is an event like others: the next turn derives what to wait for anew.
        guard error.code == EINTR else { throw error }
        for index in entries.indices { entries[index].revents = 0 }
    }

    /// What the wait found at a place.
    public func readiness(at place: Int) -> Readiness {
        Readiness(entries[place].revents)
    }
}
