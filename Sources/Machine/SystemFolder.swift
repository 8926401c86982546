import CLinux

/// A folder of the kernel's small text files (/sys), or one of plain files that looks like it.
///
/// What cannot be read is nil or empty here: a device may go while it is looked at.
struct SystemFolder {
    let path: [UInt8]

    init(_ path: [UInt8]) {
        self.path = path
    }

    /// The folder or file of that name in this one.
    func appending(_ name: [UInt8]) -> SystemFolder {
        SystemFolder(path + [UInt8(ascii: "/")] + name)
    }

    func appending(_ name: String) -> SystemFolder {
        appending(Array(name.utf8))
    }

    /// The last part of the path.
    var name: [UInt8] {
        var start = path.count
        while start > 0 && path[start - 1] != UInt8(ascii: "/") { start -= 1 }
        return Array(path[start...])
    }

    /// The folder above; only sound on a resolved path.
    var parent: SystemFolder {
        SystemFolder(Array(path.dropLast(name.count + 1)))
    }

    /// The same folder by a path without links (realpath(3)); nil when it is not there.
    var resolved: SystemFolder? {
        var resolved: [UInt8] = []
        do throws(Errno) {
            try unsafe path.withCString { text throws(Errno) in
                // The text ends in a zero and outlives the call; the answer is ours to free.
                guard let answer = unsafe realpath(text, nil) else { return }
                resolved = unsafe bytes(ofText: answer)
                unsafe free(answer)
            }
        } catch {
            return nil
        }
        return resolved.isEmpty ? nil : SystemFolder(resolved)
    }

    /// Where this link points, up to 4095 bytes (readlink(2)); nil when it is no link.
    var target: [UInt8]? {
        var target = [CChar](repeating: 0, count: 4096)
        do throws(Errno) {
            // The text ends in a zero and outlives the call; the kernel fills at most the array, which does so too.
            let count = try unsafe path.withCString { text throws(Errno) in
                try retrying("readlink") { unsafe readlink(text, &target, target.count) }
            }
            return target.prefix(count).map { UInt8(bitPattern: $0) }
        } catch {
            return nil
        }
    }

    /// The names in this folder without `.` and `..`, in no order (opendir(3), readdir(3)).
    var entries: [[UInt8]] {
        var names: [[UInt8]] = []
        do throws(Errno) {
            try unsafe path.withCString { text throws(Errno) in
                // The text ends in a zero and outlives the call; the folder is ours to close, and an entry's name is
                // read before the next is asked for.
                guard let folder = unsafe opendir(text) else { return }
                while let entry = unsafe readdir(folder) {
                    let name = unsafe bytes(ofText: linux_entry_name(entry))
                    if name.first != UInt8(ascii: ".") { names.append(name) }
                }
                unsafe closedir(folder)
            }
        } catch {
            return []
        }
        return names
    }

    /// The text of the file of that name, up to 255 bytes, without the line's end; nil when there is none.
    func text(_ name: String) -> [UInt8]? {
        do throws(Errno) {
            let file = try Descriptor.open(path: appending(name).path, flags: O_RDONLY | O_CLOEXEC)
            let number = file.number
            var text = [UInt8](repeating: 0, count: 255)
            // The kernel fills at most the array, which outlives the call.
            let count = try retrying("read") { unsafe read(number, &text, 255) }
            text.removeLast(text.count - count)
            while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { text.removeLast() }
            return text
        } catch {
            return nil
        }
    }
}

/// The number that decimal digits mean, nine of them at most; nil for other text.
func decimal(_ digits: some Collection<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 9 else { return nil }
    var number = 0
    for digit in digits {
        guard digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "9") else { return nil }
        number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
}

/// The bytes of a C string without its zero.
func bytes(ofText text: UnsafePointer<CChar>) -> [UInt8] {
    // C strings end in a zero, and the bytes before it are initialised.
    unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
}
