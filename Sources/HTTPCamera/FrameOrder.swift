import Wire

/// Keeps pictures in order: none is let through that the server itself numbers before one that came already.
struct FrameOrder: Sendable {
    private var sequence: Int?
    private var timestampNanoseconds: Int64?
    private var isFirstOfConnection = true

    mutating func startConnection() { isFirstOfConnection = true }

    /// Whether the picture is newer than all before it.
    ///
    /// A number that falls back is a server that counts anew, when the connection is a new one or the picture was captured
    /// later than the last. The same picture twice, as the last of one connection and the first of the next, is none.
    mutating func admits(_ head: PartHead) -> Bool {
        defer { isFirstOfConnection = false }
        guard let new = head.sequence else { return true }
        if let last = sequence, new <= last {
            let isSame = new == last && head.timestampNanoseconds == timestampNanoseconds
            guard !isSame, isFirstOfConnection || isLater(head) else { return false }
        }
        sequence = new
        timestampNanoseconds = head.timestampNanoseconds
        return true
    }

    private func isLater(_ head: PartHead) -> Bool {
        guard let new = head.timestampNanoseconds, let last = timestampNanoseconds else { return false }
        return new > last
    }
}
