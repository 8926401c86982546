import Wire

/// What a request for one picture asks for.
struct SnapshotWish {
    /// `max_age=` in milliseconds: how old the picture may be.
    var age: Interval
    /// Whether only the head is wanted.
    var isHead: Bool

    /// Reads a query.
    ///
    /// - Throws: `BadParameter` for an age that is not a number.
    init(_ request: Request) throws(BadParameter) {
        isHead = request.method == .head
        age = .seconds(1)
        guard let value = request.target.value(of: "max_age") else { return }
        guard let milliseconds = value.decimal(limit: 3_600_000) else {
            throw BadParameter(name: "max_age", takes: "milliseconds, from 0 to 3600000")
        }
        age = .milliseconds(milliseconds)
    }
}
