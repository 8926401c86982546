import Machine

/// The file that remembers over a restart whether looking is paused: `paused` or `on`, and a line's end.
final class PauseMemory {
    private let path: [UInt8]
    /// Whether it is paused, as the file says, or is about to.
    private(set) var isPaused = false
    /// What the file is to say; it may change while it is being written.
    private var isToBePaused = false
    private var writer: FileWriter?

    /// Reads the file; one that is not there says that nothing is paused.
    init(path: [UInt8]) {
        self.path = path
        do throws(Errno) {
            let content = try FileContent.read(path: path, limit: 64)
            isPaused = content == Self.content(isPaused: true)
            isToBePaused = isPaused
            if !isPaused, content != Self.content(isPaused: false) {
                complain("is neither `paused` nor `on`, and counts as on")
            }
        } catch {
            if !error.isMissing { complain("cannot be read: " + error.words) }
        }
    }

    private static func content(isPaused: Bool) -> [UInt8] {
        Array((isPaused ? "paused\n" : "on\n").utf8)
    }

    private func complain(_ problem: String) {
        Output.log(String(decoding: path, as: UTF8.self) + " " + problem)
    }

    /// Whether the file is being written.
    var isWriting: Bool { writer != nil }

    /// The descriptor to poll for reading, while the file is being written.
    var number: Int32? { writer?.number }

    /// Writes what is not in the file yet, on a thread: a card may take its time.
    func remember(isPaused: Bool) {
        isToBePaused = isPaused
        writeIfNeeded()
    }

    private func writeIfNeeded() {
        guard writer == nil, isPaused != isToBePaused else { return }
        isPaused = isToBePaused
        do throws(Errno) {
            writer = try FileWriter(path: path, content: Self.content(isPaused: isPaused))
        } catch {
            complain("cannot be written: " + error.words)
        }
    }

    /// Takes note that the file is written.
    func finish() {
        do throws(Errno) {
            guard try writer?.finish() ?? false else { return }
        } catch {
            complain("cannot be written, a restart will not know: " + error.words)
        }
        writer = nil
        writeIfNeeded()
    }
}
