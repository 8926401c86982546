import CLinux

/// A small file, read whole.
public enum FileContent {
    /// Whether a file is there (access(2)).
    static func exists(path: [UInt8]) -> Bool {
        do throws(Errno) {
            // The text ends in a zero and lives through the call.
            _ = try unsafe path.withCString { text throws(Errno) in
                try retrying("access") { unsafe access(text, F_OK) }
            }
            return true
        } catch {
            return false
        }
    }

    /// Reads a file (open(2), read(2)); EFBIG when it is larger than it may be.
    ///
    /// - Parameter limit: the most bytes that it may have.
    public static func read(path: [UInt8], limit: Int) throws(Errno) -> [UInt8] {
        let descriptor = try Descriptor.open(path: path, flags: O_RDONLY | O_CLOEXEC)
        let number = descriptor.number
        let content = try readAll(number, limit: limit + 1)
        guard content.count <= limit else { throw Errno(code: EFBIG, call: "read") }
        return content
    }

    /// Reads the end of a file (open(2), lseek(2), read(2)).
    ///
    /// - Parameter limit: the most bytes of it that are read.
    public static func readEnd(path: [UInt8], limit: Int) throws(Errno) -> [UInt8] {
        let descriptor = try Descriptor.open(path: path, flags: O_RDONLY | O_CLOEXEC)
        let number = descriptor.number
        // A file that is shorter is read from its beginning.
        if lseek(number, -limit, SEEK_END) == -1 { lseek(number, 0, SEEK_SET) }
        return try readAll(number, limit: limit)
    }

    /// Reads the first line of standard input, without its end (read(2)).
    ///
    /// EFBIG: it is longer than it may be.
    public static func readLine(limit: Int) throws(Errno) -> [UInt8] {
        var line: [UInt8] = []
        // A byte at a time: what is behind the line is not this reader's.
        while let byte = try readAll(STDIN_FILENO, limit: 1).first, byte != UInt8(ascii: "\n") {
            guard line.count < limit else { throw Errno(code: EFBIG, call: "read") }
            line.append(byte)
        }
        return line
    }

    /// Reads on from a descriptor until its end, or until so many bytes are read.
    private static func readAll(_ number: Int32, limit: Int) throws(Errno) -> [UInt8] {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(limit, 4096))
        while content.count < limit {
            // The kernel fills no more bytes than the buffer has.
            var bytes = buffer.mutableSpan
            let filled = try unsafe bytes.withUnsafeMutableBytes { bytes throws(Errno) in
                try retrying("read") { unsafe CLinux.read(number, bytes.baseAddress, bytes.count) }
            }
            if filled == 0 { break }
            content += buffer[..<min(filled, limit - content.count)]
        }
        return content
    }
}
