import CLinux

/// Bytes that nobody can guess.
public enum Entropy {
    /// So many of them, 256 at most (getrandom(2)).
    public static func bytes(_ count: Int) throws(Errno) -> [UInt8] {
        precondition(count <= 256, "more may come in part")
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        _ = try unsafe span.withUnsafeMutableBytes { room throws(Errno) in
            // The kernel fills no more bytes than the array has; so few come whole.
            try retrying("getrandom") { unsafe getrandom(room.baseAddress, room.count, 0) }
        }
        return bytes
    }
}
