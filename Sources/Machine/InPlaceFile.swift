import CLinux

/// A file whose content is read and written over where it lies; it neither grows nor shrinks.
public struct InPlaceFile: ~Copyable {
    private let descriptor: Descriptor
    /// How many bytes it has (lseek(2)).
    public let count: Int

    /// Opens a file that is there (open(2)).
    public init(path: [UInt8], forWriting isWritable: Bool = false) throws(Errno) {
        let opened = try Descriptor.open(path: path, flags: (isWritable ? O_RDWR : O_RDONLY) | O_CLOEXEC)
        let number = opened.number
        count = try retrying("lseek") { lseek(number, 0, SEEK_END) }
        descriptor = opened
    }

    /// Reads its beginning (pread(2)).
    ///
    /// - Parameter limit: the most bytes of it that are read.
    public func readStart(limit: Int) throws(Errno) -> [UInt8] {
        let number = descriptor.number
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while content.count < limit {
            var bytes = buffer.mutableSpan
            let offset = content.count
            // The kernel fills no more bytes than the buffer has.
            let filled = try unsafe bytes.withUnsafeMutableBytes { bytes throws(Errno) in
                try retrying("read") { unsafe pread(number, bytes.baseAddress, bytes.count, offset) }
            }
            if filled == 0 { break }
            content += buffer[..<min(filled, limit - offset)]
        }
        return content
    }

    /// Writes bytes over others, and waits until the disk has them (pwrite(2), fdatasync(2)).
    ///
    /// EINVAL: they do not lie within the file.
    public func write(_ content: [UInt8], at offset: Int) throws(Errno) {
        guard offset >= 0, content.count <= count, offset <= count - content.count else {
            throw Errno(code: EINVAL, call: "pwrite")
        }
        let number = descriptor.number
        let bytes = content.span
        var written = 0
        while written < bytes.count {
            // The bytes live through the call, and the kernel copies them.
            written += try unsafe bytes.extracting(written...).withUnsafeBytes { rest throws(Errno) in
                try retrying("pwrite") { unsafe pwrite(number, rest.baseAddress, rest.count, offset + written) }
            }
        }
        _ = try retrying("fdatasync") { fdatasync(number) }
    }
}
