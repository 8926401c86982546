import CLinux

extension FileContent {
    /// Takes a file away (unlink(2)); one that is not there is no error.
    public static func removeIfThere(path: [UInt8]) throws(Errno) {
        do throws(Errno) {
            // The text ends in a zero and lives through the call.
            _ = try unsafe path.withCString { text throws(Errno) in
                try retrying("unlink") { unsafe unlink(text) }
            }
        } catch {
            if error.code != ENOENT { throw error }
        }
    }
}
