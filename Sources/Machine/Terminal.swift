import CLinux

/// The terminal that standard input may be.
public enum Terminal {
    /// Does something while what is typed is not shown (tcgetattr(3), tcsetattr(3)); where standard input is no terminal
    /// there is nothing to hide.
    public static func withoutEcho(_ body: () throws(Errno) -> [UInt8]) throws(Errno) -> [UInt8] {
        var before = termios()
        // The library fills the structure, and reads the copy.
        guard unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return try body() }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
        return try body()
    }
}
