/// Compares passwords with the hash of the right one, on a thread of its own: each takes tens of milliseconds.
public final class PasswordChecker {
    /// What lies between the checker and its thread; the worker's signals order the two.
    private final class Desk: @unchecked Sendable {
        // Written by the loop before a job, and by the thread while it has one.
        var password: [UInt8] = []
        var result: Result<Bool, Errno> = .success(false)
    }

    private let worker: Worker
    private let desk = Desk()
    /// The hash of the right password, for the checks to come.
    public var hash: [UInt8]

    /// Throws when there is no thread to be had.
    public init(hash: [UInt8]) throws(Errno) {
        worker = try Worker()
        self.hash = hash
    }

    /// Whether a check is under way, or its outcome not yet taken.
    public var isBusy: Bool { worker.isBusy }

    /// The eventfd that becomes readable when it is done.
    public var number: Int32 { worker.number }

    /// Starts to check a password; no other may be under way.
    public func start(_ password: [UInt8]) {
        let desk = desk
        let hash = hash
        desk.password = password
        worker.start {
            do throws(Errno) {
                desk.result = .success(try PasswordHash.matches(desk.password, hash: hash))
            } catch {
                desk.result = .failure(error)
            }
            desk.password = []
        }
    }

    /// Whether the password is the right one, when `number` is readable; nil while that is not known.
    ///
    /// ENOMEM: there is no memory to find out.
    public func finish() throws(Errno) -> Bool? {
        guard worker.finish() else { return nil }
        return try desk.result.get()
    }
}
