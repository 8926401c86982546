/// Why a request could not be read; each maps to one status, and the connection ends after the answer.
public struct RequestError: Error, Sendable {
    /// The status to answer with.
    public let status: Status
    /// One line for people: what was wrong, and what would be right.
    public let reason: String

    init(_ status: Status, _ reason: String) {
        self.status = status
        self.reason = reason
    }
}
