import CLinux

/// One thread that does one job at a time and says through a descriptor when it is done.
///
/// The two event descriptors order memory between the threads: what was written before `signal` is seen after `clear`.
public final class Worker {
    /// What both threads hold.
    private final class Shared: @unchecked Sendable {
        // The job is written before `start` is signalled and taken after it is cleared, one for each.
        let start: EventDescriptor
        let done: EventDescriptor
        var job: (() -> Void)?

        init(isAwaited: Bool) throws(Errno) {
            start = try EventDescriptor(blocking: true)
            done = try EventDescriptor(blocking: isAwaited)
        }
    }

    private let shared: Shared
    /// Whether a job has been given whose end has not been taken.
    public private(set) var isBusy = false

    /// Starts the thread (pthread_create(3)), its stack no larger than the jobs need.
    ///
    /// - Parameters:
    ///   - isAwaited: whether `finish` waits for the job's end: for an owner that has nothing else to do.
    ///   - processor: the place, among those that this process may use, of the one to stay on; nil for any.
    public init(isAwaited: Bool = false, processor: Int? = nil) throws(Errno) {
        shared = try Shared(isAwaited: isAwaited)
        var attributes = pthread_attr_t()
        var thread = pthread_t()
        // The attributes are initialised before and destroyed after their use; the thread takes over one reference to
        // what is shared and gives it up at its end.
        let passed = unsafe Unmanaged.passRetained(shared)
        let code = {
            unsafe pthread_attr_init(&attributes)
            unsafe pthread_attr_setstacksize(&attributes, 256 << 10)
            unsafe pthread_attr_setdetachstate(&attributes, Int32(linux_thread_detached))
            // Where that cannot be had, any will do.
            if let processor { unsafe _ = linux_keep_on_processor(&attributes, Int32(processor)) }
            defer { unsafe pthread_attr_destroy(&attributes) }
            return unsafe pthread_create(&thread, &attributes, Worker.run, passed.toOpaque())
        }()
        guard code == 0 else {
            unsafe passed.release()
            throw Errno(code: code, call: "pthread_create")
        }
    }

    // A wake-up without a job ends the thread, after the job that it may have.
    deinit {
        shared.start.signal()
    }

    /// The descriptor to poll for reading: readable when the job is done.
    public var number: Int32 { shared.done.number }

    /// Gives the thread a job; it must not have one.
    public func start(_ job: @escaping () -> Void) {
        precondition(!isBusy)
        isBusy = true
        shared.job = job
        shared.start.signal()
    }

    /// Takes note that the job is done; false while it is not, unless it is awaited.
    public func finish() -> Bool {
        guard isBusy, shared.done.clear() else { return false }
        isBusy = false
        return true
    }

    /// The thread: waits, works, says so.
    private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { passed in
        guard let passed = unsafe passed else { return nil }
        // The reference that `init` passed on.
        let shared = unsafe Unmanaged<Shared>.fromOpaque(passed).takeRetainedValue()
        while true {
            shared.start.clear()
            guard let job = shared.job else { return nil }
            shared.job = nil
            job()
            shared.done.signal()
        }
    }
}
