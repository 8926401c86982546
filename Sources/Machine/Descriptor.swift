import CLinux

/// A file descriptor with one owner, closed when that owner goes (close(2)).
public struct Descriptor: ~Copyable {
    /// The descriptor's number, for calls that borrow it.
    let number: Int32

    /// Takes a descriptor over that nobody else closes.
    init(adopting number: Int32) {
        self.number = number
    }

    /// Opens a file (open(2)); `O_CLOEXEC` is for the caller to give.
    static func open(path: [UInt8], flags: Int32) throws(Errno) -> Descriptor {
        // The text ends in a zero and lives through the call.
        let number = try unsafe path.withCString { text throws(Errno) in
            try retrying("open") { unsafe linux_open(text, flags) }
        }
        return Descriptor(adopting: number)
    }

    deinit {
        // Linux frees the number even when close fails; there is nobody to tell.
        _ = close(number)
    }
}

extension [UInt8] {
    /// Lends the bytes as a C string; bytes behind a zero are not seen by C.
    func withCString<Result>(
        _ body: (UnsafePointer<CChar>) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        var text = self
        text.append(0)
        let buffer = text.span
        // The copy ends in a zero and outlives the call.
        return try unsafe buffer.withUnsafeBytes { bytes throws(Errno) -> Result in
            guard let start = bytes.baseAddress else { throw Errno(code: EINVAL, call: "open") }
            return try unsafe body(start.assumingMemoryBound(to: CChar.self))
        }
    }
}
