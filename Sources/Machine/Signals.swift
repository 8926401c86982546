import CLinux

/// The signals that tell the process something, as events that poll(2) can wait for (signalfd(2)).
public struct Signals: ~Copyable {
    private let descriptor: Descriptor

    /// Blocks SIGTERM, SIGINT and SIGHUP and takes them as events; ignores SIGPIPE, whose writes say it themselves.
    public init() throws(Errno) {
        var set = sigset_t()
        // Local memory that the calls fill and read.
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        unsafe sigaddset(&set, SIGHUP)
        _ = try retrying("sigprocmask") { unsafe sigprocmask(SIG_BLOCK, &set, nil) }
        _ = try retrying("signal") { linux_ignore_signal(SIGPIPE) }
        let flags = linux_signalfd_nonblocking | linux_signalfd_close_on_exec
        descriptor = Descriptor(adopting: try retrying("signalfd") { unsafe signalfd(-1, &set, flags) })
    }

    /// The descriptor to poll for reading: readable when the process is told something.
    public var number: Int32 { descriptor.number }

    /// Takes the next signal (read(2)); nil when there is none.
    public func take() -> SignalKind? {
        let number = descriptor.number
        var signal = signalfd_siginfo()
        // The kernel fills the structure it is given, whole.
        let count = try? retrying("read") { unsafe read(number, &signal, MemoryLayout<signalfd_siginfo>.size) }
        guard count == MemoryLayout<signalfd_siginfo>.size else { return nil }
        return signal.ssi_signo == UInt32(SIGHUP) ? .reload : .stop
    }
}
