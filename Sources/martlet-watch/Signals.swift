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

    /// Whether whoever started the program wants it to take no notice (sigaction(2)).
    static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        // It only asks, and fills in the whole of its answer.
        guard unsafe sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Glibc)
            let handler = unsafe action.__sigaction_handler.sa_handler
        #else
            let handler = unsafe action.__sigaction_u.__sa_handler
        #endif
        // C compares the two as addresses; neither is called.
        return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    static func ignore(_ number: Int32) { _ = signal(number, SIG_IGN) }

    /// The system's own way with it.
    static func restore(_ number: Int32) { _ = signal(number, SIG_DFL) }
}
