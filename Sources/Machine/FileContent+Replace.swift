import CLinux

extension FileContent {
    /// Puts a file in the place of another, or of none: at every moment there is the old content or the new, whole.
    ///
    /// The new file is written beside it, synchronised and renamed, and the folder synchronised (open(2), write(2),
    /// fsync(2), rename(2)); a link is replaced, not followed. After an error nothing new is left there; only when the
    /// folder's own fsync(2) fails is the new content in place, and maybe not after a loss of power.
    ///
    /// ENOENT: the folder is missing; EACCES, EROFS: not for this user; ENOSPC: no room.
    ///
    /// - Parameters:
    ///   - mode: who may read the new file, the process's umask(2) taken off.
    ///   - isInherited: whether root gives it the old one's owner and group, and the right of the group to read it; others
    ///     cannot give files away. There is an old one then.
    public static func replace(
        path: [UInt8], with content: [UInt8], mode: UInt32 = 0o644, isInherited: Bool = false
    ) throws(Errno) {
        let slash = path.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { Array(path[...$0]) } ?? [UInt8(ascii: ".")]
        let folderDescriptor = try Descriptor.open(path: folder, flags: O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        let temporary = path + Array(".new".utf8)
        let descriptor = try create(temporary, mode)
        do throws(Errno) {
            if isInherited, geteuid() == 0 { try inherit(descriptor.number, from: path) }
            try write(content, to: descriptor.number)
            try rename(temporary, to: path)
        } catch {
            remove(temporary)
            throw error
        }
        do throws(Errno) {
            try synchronize(folderDescriptor.number)
        } catch {
            // Not every file system can synchronise a folder.
            if error.code != EINVAL { throw error }
        }
    }

    /// Makes a file that is not there yet; one that a loss of power has left goes.
    private static func create(_ path: [UInt8], _ mode: UInt32) throws(Errno) -> Descriptor {
        do throws(Errno) {
            return try createOnce(path, mode)
        } catch {
            guard error.code == EEXIST else { throw error }
            remove(path)
            return try createOnce(path, mode)
        }
    }

    private static func createOnce(_ path: [UInt8], _ mode: UInt32) throws(Errno) -> Descriptor {
        // The text ends in a zero and lives through the call.
        let number = try unsafe path.withCString { text throws(Errno) in
            try retrying("open") { unsafe linux_create(text, O_WRONLY | O_EXCL | O_CLOEXEC, mode) }
        }
        return Descriptor(adopting: number)
    }

    private static func inherit(_ number: Int32, from path: [UInt8]) throws(Errno) {
        var status = stat()
        // The text ends in a zero and lives through the call; the kernel fills no more than the answer.
        try unsafe path.withCString { text throws(Errno) in
            _ = try retrying("stat") { unsafe stat(text, &status) }
        }
        _ = try retrying("fchown") { fchown(number, status.st_uid, status.st_gid) }
        _ = try retrying("fchmod") { fchmod(number, 0o600 | status.st_mode & 0o040) }
    }

    private static func write(_ content: [UInt8], to number: Int32) throws(Errno) {
        let bytes = content.span
        var written = 0
        while written < bytes.count {
            // The bytes live through the call, and the kernel copies them.
            written += try unsafe bytes.extracting(written...).withUnsafeBytes { rest throws(Errno) in
                try retrying("write") { unsafe CLinux.write(number, rest.baseAddress, rest.count) }
            }
        }
        try synchronize(number)
    }

    private static func synchronize(_ number: Int32) throws(Errno) {
        _ = try retrying("fsync") { fsync(number) }
    }

    private static func rename(_ path: [UInt8], to other: [UInt8]) throws(Errno) {
        // Both texts end in a zero and live through the call.
        try unsafe path.withCString { path throws(Errno) in
            try unsafe other.withCString { other throws(Errno) in
                _ = try retrying("rename") { unsafe CLinux.rename(path, other) }
            }
        }
    }

    private static func remove(_ path: [UInt8]) {
        // The text ends in a zero and lives through the call. When it fails there is nothing left to do.
        _ = try? unsafe path.withCString { text throws(Errno) in
            try retrying("unlink") { unsafe unlink(text) }
        }
    }
}
