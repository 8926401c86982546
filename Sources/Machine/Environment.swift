import CLinux

/// What the process was started with.
public enum Environment {
    /// The arguments behind the program's name (proc(5), /proc/self/cmdline): Embedded Swift is not told of them.
    public static func arguments() throws(Errno) -> [[UInt8]] {
        let line = try FileContent.read(path: Array("/proc/self/cmdline".utf8), limit: 1 << 20)
        // Each one ends in a zero.
        return line.dropLast().split(separator: 0, omittingEmptySubsequences: false).dropFirst().map { Array($0) }
    }

    /// The value of an environment variable (getenv(3)).
    public static func value(of name: String) -> [UInt8]? {
        let name = Array(name.utf8)
        // The name ends in a zero; nothing here changes the environment while its text is read.
        return try? unsafe name.withCString { text throws(Errno) in
            guard let value = unsafe getenv(text) else { throw Errno(code: ENOENT, call: "getenv") }
            return unsafe bytes(of: value)
        }
    }

    /// Whether it was started by hand in a terminal (isatty(3)).
    public static var isInTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// The number of this process (getpid(2)).
    public static var processIdentifier: Int { Int(getpid()) }

    private static func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
        // The text ends in a zero, before which all is read.
        unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }

    /// Ends the process (exit(3)).
    public static func exit(status: Int32) -> Never {
        CLinux.exit(status)
    }
}
