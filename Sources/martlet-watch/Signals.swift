#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What becomes of signals (signal(2)).
enum Signals {
    /// Without this one a reader that goes away would end the program, and so would a file over its limit.
    static func failWritesInstead() {
        for number in [SIGPIPE, SIGXFSZ] { ignore(number) }
    }

    static func ignore(_ number: Int32) { _ = signal(number, SIG_IGN) }

    /// The system's own way with it.
    static func restore(_ number: Int32) { _ = signal(number, SIG_DFL) }
}
