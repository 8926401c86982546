import CLinux

/// One accepted stream connection, never blocking.
public struct Socket: ~Copyable {
    private let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    /// The descriptor to poll; it stays the socket's.
    public var number: Int32 { descriptor.number }

    /// Makes each write a packet of its own at once (TCP_NODELAY), and the kernel ask for more only when nearly all
    /// that it took is on its way (TCP_NOTSENT_LOWAT): what waits in its queue grows old.
    ///
    /// - Parameter unsentBytes: how much may wait unsent.
    public func hurry(unsentBytes: Int32) throws(Errno) {
        try set(linux_protocol_tcp, TCP_NODELAY, 1)
        try set(linux_protocol_tcp, TCP_NOTSENT_LOWAT, unsentBytes)
    }

    /// Has the kernel ask a silent peer whether it is still there (SO_KEEPALIVE), and end the connection when it is not.
    ///
    /// The asking is the kernel's: nothing here wakes for it.
    ///
    /// - Parameters:
    ///   - idle: seconds of silence before the first question.
    ///   - interval: seconds between questions.
    ///   - questions: how many may go unanswered.
    public func watchPeer(idle: Int32, interval: Int32, questions: Int32) throws(Errno) {
        try set(SOL_SOCKET, SO_KEEPALIVE, 1)
        try set(linux_protocol_tcp, TCP_KEEPIDLE, idle)
        try set(linux_protocol_tcp, TCP_KEEPINTVL, interval)
        try set(linux_protocol_tcp, TCP_KEEPCNT, questions)
    }

    /// Reads what has come (read(2)).
    ///
    /// - Returns: how many bytes of the buffer are filled, 0 when the peer sends no more; nil when nothing is there.
    public func read(into buffer: inout [UInt8]) throws(Errno) -> Int? {
        let number = number
        do throws(Errno) {
            var bytes = buffer.mutableSpan
            // The kernel fills as many bytes as the buffer has, and keeps no pointer to it.
            return try unsafe bytes.withUnsafeMutableBytes { bytes throws(Errno) in
                try retrying("read") { unsafe CLinux.read(number, bytes.baseAddress, bytes.count) }
            }
        } catch {
            if error.code == EAGAIN { return nil }
            throw error
        }
    }

    /// Sends three runs of bytes as one, as far as the kernel takes them (sendmsg(2)).
    ///
    /// - Parameters:
    ///   - skipping: how many bytes of all three have been sent before.
    ///   - limit: how many bytes to send at the most.
    /// - Returns: how many bytes went; nil when there is no room now.
    public func send(
        _ first: Span<UInt8>, _ second: Span<UInt8>, _ third: Span<UInt8>, skipping: Int, limit: Int = .max
    ) throws(Errno) -> Int? {
        let number = number
        var (left, room) = (skipping, limit)
        // The runs are borrowed for the whole of the call, and the kernel copies from them before it returns.
        return try unsafe first.withUnsafeBytes { first throws(Errno) in
            try unsafe second.withUnsafeBytes { second throws(Errno) in
                try unsafe third.withUnsafeBytes { third throws(Errno) in
                    unsafe try Self.send(
                        number, Self.rest(of: first, &left, &room), Self.rest(of: second, &left, &room),
                        Self.rest(of: third, &left, &room))
                }
            }
        }
    }

    /// Sends one run of bytes, as far as the kernel takes it.
    public func send(_ bytes: [UInt8]) throws(Errno) -> Int? {
        let none: [UInt8] = []
        return try send(bytes.span, none.span, none.span, skipping: 0)
    }

    /// What the kernel tells of the connection (TCP_INFO); nil where it tells no window: no TCP, or before Linux 5.4.
    public var transport: TransportState? {
        var info = linux_tcp_info()
        // The function fills the structure it is given and keeps no pointer to it.
        guard unsafe linux_tcp_info(number, &info) == 0, info.has_window != 0 else { return nil }
        let inFlight = Int(truncatingIfNeeded: info.sent) - Int(truncatingIfNeeded: info.acknowledged)
        let roundTrip = info.least_round_trip == .max ? 0 : Int64(info.least_round_trip) * 1000
        return TransportState(
            windowBytes: Int(info.window),
            queuedBytes: Int(info.unsent) + max(inFlight, 0),
            roundTripNanoseconds: roundTrip)
    }

    /// Tells the peer that no more will come (shutdown(2)); what is queued is still delivered.
    public func endWriting() {
        // It fails only when the connection is already gone.
        _ = shutdown(number, linux_shutdown_write)
    }

    /// What of a run has not been sent, as one entry of a vector: behind those to be left out, as far as there is room.
    private static func rest(of run: UnsafeRawBufferPointer, _ left: inout Int, _ room: inout Int) -> iovec {
        let skipped = min(left, run.count)
        left -= skipped
        let count = min(run.count - skipped, room)
        room -= count
        // The entry points into the run, which outlives it.
        let start = unsafe run.baseAddress.map { unsafe UnsafeMutableRawPointer(mutating: $0 + skipped) }
        return unsafe iovec(iov_base: start, iov_len: count)
    }

    private static func send(
        _ number: Int32, _ first: iovec, _ second: iovec, _ third: iovec
    ) throws(Errno) -> Int? {
        var vector = unsafe (first, second, third)
        do throws(Errno) {
            return try retrying("sendmsg") {
                // The vector and the header live through the call; the kernel keeps no pointer to either.
                unsafe withUnsafeMutablePointer(to: &vector) { vector in
                    var message = unsafe msghdr()
                    unsafe message.msg_iov = UnsafeMutableRawPointer(vector).assumingMemoryBound(to: iovec.self)
                    unsafe message.msg_iovlen = 3
                    return unsafe sendmsg(number, &message, linux_message_no_signal | linux_message_dont_wait)
                }
            }
        } catch {
            if error.code == EAGAIN { return nil }
            throw error
        }
    }

    private func set(_ level: Int32, _ option: Int32, _ value: Int32) throws(Errno) {
        let number = number
        var value = value
        // Four bytes of a local variable, read by the kernel.
        _ = try retrying("setsockopt") { unsafe setsockopt(number, level, option, &value, 4) }
    }
}
