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
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            // The kernel fills no more bytes than the buffer has.
            var bytes = buffer.mutableSpan
            let filled = try unsafe bytes.withUnsafeMutableBytes { bytes throws(Errno) in
                try retrying("read") { unsafe CLinux.read(number, bytes.baseAddress, bytes.count) }
            }
            if filled == 0 { return content }
            guard content.count + filled <= limit else { throw Errno(code: EFBIG, call: "read") }
            content += buffer[..<filled]
        }
    }
}
