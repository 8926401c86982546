import Wire

/// What a request for one picture asks for.
struct SnapshotWish {
    /// When the picture may have been captured at the earliest: `max_age=` milliseconds before it was asked for.
    var earliest: Instant
    /// Whether only the head is wanted.
    var isHead: Bool

    /// Reads a query.
    ///
    /// - Throws: `BadParameter` for an age that is not a number.
    init(_ request: Request, now: Instant) throws(BadParameter) {
        isHead = request.method == .head
        earliest = now - .seconds(1)
        guard let value = request.target.value(of: "max_age") else { return }
        guard let milliseconds = value.decimal(limit: 3_600_000) else {
            throw BadParameter(name: "max_age", takes: "milliseconds, from 0 to 3600000")
        }
        earliest = now - .milliseconds(milliseconds)
    }
}
