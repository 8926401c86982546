#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file to write, and the one place where C's calls for it are touched.
struct OutputFile: ~Copyable {
    /// What happens to a file of that name that is there already.
    enum Existing {
        case overwritten
        case kept
    }

    let path: String
    private let descriptor: Int32
    private let isOurs: Bool

    /// Makes the file (open(2)).
    ///
    /// - Throws: why it cannot be made; that it is there already when such a file is to be `kept`.
    init(path: String, existing: Existing = .overwritten) throws(OutputError) {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (existing == .kept ? O_EXCL : O_TRUNC)
        // The path outlives the call.
        descriptor = unsafe open(path, flags, 0o666)
        isOurs = true
        self.path = path
        if descriptor < 0 { throw Self.failure(path) }
    }

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
        isOurs = false
    }

    deinit {
        if isOurs { close(descriptor) }
    }

    static var standardOutput: OutputFile { OutputFile(path: "standard output", descriptor: STDOUT_FILENO) }
    static var standardError: OutputFile { OutputFile(path: "standard error", descriptor: STDERR_FILENO) }

    /// Whether people read it at once (isatty(3)).
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes all of it where the last call ended (write(2)).
    func append(_ bytes: [UInt8]) throws(OutputError) {
        try put(bytes, at: nil)
    }

    /// Writes all of it over what stands at that place (pwrite(2)).
    func overwrite(_ bytes: [UInt8], at offset: Int) throws(OutputError) {
        try put(bytes, at: offset)
    }

    /// Puts a file in place as a whole (rename(2)): whoever reads it meanwhile gets the old one or the new, and when the
    /// disk is full the old one stays.
    ///
    /// What is no plain file, such as a pipe or a link, what has another name too and what belongs to somebody else is
    /// written over instead, and so is a file beside which none may be made, or that may not be taken away.
    static func replace(_ path: String, with bytes: [UInt8]) throws(OutputError) {
        var status = stat()
        // The path outlives the calls, and the first fills in the whole of its answer.
        let isThere = unsafe lstat(path, &status) == 0
        let mayBeWritten = unsafe access(path, W_OK) == 0
        let isOurs =
            status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1 && status.st_uid == geteuid() && mayBeWritten
        guard !isThere || isOurs else { return try OutputFile(path: path).append(bytes) }
        do {
            try putInPlace(path, bytes, mode: isThere ? status.st_mode & 0o777 : nil)
        } catch {
            guard [EACCES, EPERM, EROFS, EBUSY, ENAMETOOLONG].contains(error.code) else {
                throw OutputError(path: path, code: error.code, reason: error.reason)
            }
            try OutputFile(path: path).append(bytes)
        }
    }

    private static func putInPlace(_ path: String, _ bytes: [UInt8], mode: mode_t?) throws(OutputError) {
        let name = "\(path).\(getpid()).part"
        // One that was left behind by a program of the same number, which was killed.
        _ = unsafe unlink(name)
        let part = try OutputFile(path: name, existing: .kept)
        do throws(OutputError) {
            if let mode, fchmod(part.descriptor, mode) != 0 { throw failure(name) }
            try part.append(bytes)
            try part.synchronize()
            // Both paths outlive the call.
            guard unsafe rename(name, path) == 0 else { throw failure(path) }
        } catch {
            part.remove()
            throw error
        }
    }

    private func put(_ bytes: [UInt8], at offset: Int?) throws(OutputError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                // The buffer outlives the call, and its size goes with it.
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                if let offset { return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done)) }
                return unsafe write(descriptor, rest.baseAddress, rest.count)
            }
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw Self.failure(path)
            }
        }
    }

    /// Takes off what stands behind the first `count` bytes, and goes on from there (ftruncate(2), lseek(2)).
    func truncate(to count: Int) throws(OutputError) {
        guard ftruncate(descriptor, off_t(count)) == 0, lseek(descriptor, off_t(count), SEEK_SET) >= 0 else {
            throw Self.failure(path)
        }
    }

    /// Makes a folder where there is none (mkdir(2)).
    static func makeFolder(_ path: String) throws(OutputError) {
        guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure(path) }
    }

    /// Takes the file away (unlink(2)).
    func remove() {
        // It stays when that fails, and nothing more can be done about it.
        _ = unsafe unlink(path)
    }

    /// Returns when it is on the disk (fsync(2)).
    func synchronize() throws(OutputError) {
        // EINVAL: it is nothing that lies on a disk.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw Self.failure(path) }
    }

    /// What errno says now.
    private static func failure(_ path: String) -> OutputError {
        let code = errno
        // strerror(3) never gives null, and what it gives is copied at once.
        return OutputError(path: path, code: code, reason: unsafe String(cString: strerror(code)))
    }
}
