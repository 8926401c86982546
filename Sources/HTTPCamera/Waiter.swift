/// A task that waits for something of a `Feed`.
struct Waiter: Sendable {
    /// What it waits for.
    enum Wish: Sendable, Equatable {
        /// That the server answers with a stream.
        case opening
        /// A picture that `read` has not given to anybody: the newest, or the first of a backlog.
        case unread
        /// One after the picture of this number.
        case newer(than: Int)
    }

    typealias Answer = Result<Delivery?, HTTPCameraError>

    let number: Int
    let wish: Wish
    let continuation: CheckedContinuation<Answer, Never>
    /// Gives up when the time is over.
    var timer: Task<Void, Never>?

    /// Lets the task go on.
    func settle(_ answer: Answer) {
        timer?.cancel()
        continuation.resume(returning: answer)
    }
}
