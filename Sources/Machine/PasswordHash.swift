import CLinux

/// A password's hash by yescrypt, in the form of crypt(5): `$y$`, parameters, salt and hash.
///
/// Making one and comparing with one take 16 MB for the time of the call, and tens of milliseconds of a processor.
public enum PasswordHash {
    /// What a hash of ours begins with.
    private static let method = Array("$y$".utf8)
    /// 128 bits: no two passwords on earth get the same.
    private static let saltBytes = 16
    /// The most bytes that a password may have, a zero of C's not counted.
    public static let passwordBytes = Int(CRYPT_MAX_PASSPHRASE_SIZE) - 1

    /// Hashes a password with a fresh salt (crypt_gensalt_rn(3), crypt_rn(3)).
    ///
    /// EINVAL: it is empty, holds a zero byte, or is longer than `passwordBytes`; ENOMEM.
    public static func make(of password: [UInt8]) throws(Errno) -> [UInt8] {
        guard isUsable(password) else { throw Errno(code: EINVAL, call: "crypt") }
        var setting = [UInt8](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        let salt = try Entropy.bytes(saltBytes)
        var bytes = setting.mutableSpan
        // Both texts end in a zero and live through the call; it writes no more than the size that it is told, and
        // reads no more of the salt than there is.
        let isMade = try unsafe method.withCString { method throws(Errno) in
            try unsafe salt.withCString { salt throws(Errno) in
                unsafe bytes.withUnsafeMutableBytes { room in
                    let output = unsafe room.baseAddress?.assumingMemoryBound(to: CChar.self)
                    return unsafe crypt_gensalt_rn(
                        method, 0, salt, Int32(saltBytes), output, Int32(room.count)) != nil
                }
            }
        }
        guard isMade else { throw Errno.last("crypt_gensalt") }
        return try hash(password, setting: Array(setting.prefix { $0 != 0 }))
    }

    /// Whether a password is the one that a hash was made of, told in a time that does not depend on how much agrees.
    ///
    /// EINVAL: the hash is not one of yescrypt; ENOMEM.
    public static func matches(_ password: [UInt8], hash expected: [UInt8]) throws(Errno) -> Bool {
        guard expected.starts(with: method), !expected.contains(0) else { throw Errno(code: EINVAL, call: "crypt") }
        guard isUsable(password) else { return false }
        let found = try hash(password, setting: expected)
        guard found.count == expected.count else { return false }
        return zip(found, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func isUsable(_ password: [UInt8]) -> Bool {
        !password.isEmpty && password.count <= passwordBytes && !password.contains(0)
    }

    private static func hash(_ password: [UInt8], setting: [UInt8]) throws(Errno) -> [UInt8] {
        let size = MemoryLayout<crypt_data>.size
        // It is 32 KB, too large for a thread's stack; zeroed, as crypt_rn(3) wants it, and given back here alone.
        let data = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        defer { unsafe data.deallocate() }
        unsafe data.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        // The password is not left behind in memory.
        defer { unsafe explicit_bzero(data, size) }
        // Both texts end in a zero and live through the call; what it returns lies in `data`, and is copied at once.
        return try unsafe password.withCString { password throws(Errno) in
            try unsafe setting.withCString { setting throws(Errno) in
                guard let text = unsafe crypt_rn(password, setting, data, Int32(size)) else {
                    throw Errno.last("crypt")
                }
                return unsafe Array(UnsafeBufferPointer(start: text, count: strlen(text))).map { UInt8(bitPattern: $0) }
            }
        }
    }
}
