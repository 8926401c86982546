#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What becomes of signals (signal(2)), and the one place where C's calls for it are touched.
enum Signals {
    /// Without this one a reader that goes away would end the program, and so would a file over its limit.
    static func failWritesInstead() {
        for number in [SIGPIPE, SIGXFSZ] { ignore(number) }
    }

    /// Whether whoever started the program wants it to take no notice.
    static func isIgnored(_ number: Int32) -> Bool {
        let handler = signal(number, SIG_IGN)
        _ = signal(number, handler)
        // C compares the two as addresses; neither is called.
        return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    static func ignore(_ number: Int32) { _ = signal(number, SIG_IGN) }

    /// The system's own way with it.
    static func restore(_ number: Int32) { _ = signal(number, SIG_DFL) }
}
