import Wire

/// What a request for one picture asks for.
struct SnapshotWish {
    /// When the picture may have been captured at the earliest: `max_age=` milliseconds before it was asked for.
    var earliest: Instant
    /// Whether only the head is wanted.
    var isHead: Bool

    /// Whether a drawn picture that says why is better than none: `placeholder=1`.
    var takesNotice = false

    /// Reads a query.
    ///
    /// - Throws: `BadParameter` for an age that is not a number, and a choice that is neither 0 nor 1.
    init(_ request: Request, now: Instant) throws(BadParameter) {
        isHead = request.method == .head
        earliest = now - .seconds(1)
        if let value = request.target.value(of: "placeholder") {
            guard let choice = value.decimal(limit: 1) else { throw BadParameter(name: "placeholder", takes: "0 or 1") }
            takesNotice = choice == 1
        }
        guard let value = request.target.value(of: "max_age") else { return }
        guard let milliseconds = value.decimal(limit: 3_600_000) else {
            throw BadParameter(name: "max_age", takes: "milliseconds, from 0 to 3600000")
        }
        earliest = now - .milliseconds(milliseconds)
    }
}
