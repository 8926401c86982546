#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that cannot be written: which, and the system's reason (errno(3)).
struct OutputError: Error, Equatable {
    let path: String
    let code: Int32
    /// In the system's words.
    let reason: String

    /// Whether it is a pipe that nobody reads any more.
    var isReaderGone: Bool { code == EPIPE }
}

extension OutputError: CustomStringConvertible {
    var description: String { "'\(path)' cannot be written: \(reason)" }
}
