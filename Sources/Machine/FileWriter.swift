/// Writes one file anew on a thread of its own, because a card may take seconds for it.
public final class FileWriter {
    /// What lies between the writer and its thread; the worker's signals order the two.
    private final class Desk: @unchecked Sendable {
        // Written by the thread before it says that it is done.
        var failure: Errno?
    }

    private let worker: Worker
    private let desk = Desk()

    /// Begins to put the content in place of the file's (`FileContent.replace`).
    public init(path: [UInt8], content: [UInt8]) throws(Errno) {
        worker = try Worker()
        let desk = desk
        worker.start {
            do throws(Errno) {
                try FileContent.replace(path: path, with: content)
            } catch {
                desk.failure = error
            }
        }
    }

    /// The eventfd that becomes readable when it is done.
    public var number: Int32 { worker.number }

    /// Whether the file is written, when `number` is readable.
    ///
    /// - Throws: why it could not be; it is as it was then.
    public func finish() throws(Errno) -> Bool {
        guard worker.finish() else { return false }
        if let failure = desk.failure { throw failure }
        return true
    }
}
