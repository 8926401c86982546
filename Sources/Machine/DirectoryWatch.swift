import CLinux

/// Says when something in a folder comes, goes or changes its permissions (inotify(7)).
public struct DirectoryWatch: ~Copyable {
    private let descriptor: Descriptor

    /// Watches a folder: what is made in it, removed from it, and becomes accessible in it.
    public init(path: [UInt8]) throws(Errno) {
        let flags = linux_inotify_nonblocking | linux_inotify_close_on_exec
        let descriptor = Descriptor(adopting: try retrying("inotify_init1") { inotify_init1(flags) })
        let number = descriptor.number
        // The text ends in a zero and lives through the call.
        _ = try unsafe path.withCString { text throws(Errno) in
            try retrying("inotify_add_watch") {
                unsafe inotify_add_watch(number, text, UInt32(IN_CREATE | IN_DELETE | IN_ATTRIB))
            }
        }
        self.descriptor = descriptor
    }

    /// The descriptor to poll for reading.
    public var number: Int32 { descriptor.number }

    /// Takes the events and says whether one was of a name that begins so.
    public func drain(prefix: [UInt8]) -> Bool {
        let number = number
        var buffer = [UInt8](repeating: 0, count: 4096)
        var isFound = false
        while true {
            // The kernel fills whole events, no more bytes than the buffer has. Nothing there ends it.
            let filled = unsafe buffer.withUnsafeMutableBytes { bytes in
                (try? retrying("read") { unsafe read(number, bytes.baseAddress, bytes.count) }) ?? 0
            }
            guard filled > 0 else { return isFound }
            // struct inotify_event: 16 bytes, the last four the length of the name that follows, padded with zeros.
            var at = 0
            while at + 16 <= filled {
                let length = Int(buffer[at + 12]) | Int(buffer[at + 13]) << 8
                let name = buffer[min(at + 16, filled)..<min(at + 16 + length, filled)]
                let mask = UInt32(buffer[at + 4]) | UInt32(buffer[at + 5]) << 8
                // Where events were lost (IN_Q_OVERFLOW), one may have been of such a name.
                if name.starts(with: prefix) || mask & UInt32(IN_Q_OVERFLOW) != 0 { isFound = true }
                at += 16 + length
            }
        }
    }
}
