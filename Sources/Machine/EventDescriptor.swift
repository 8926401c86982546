import CLinux

/// Wake-ups between threads that poll(2) can wait for, each to be taken once (eventfd(2), EFD_SEMAPHORE).
public struct EventDescriptor: ~Copyable {
    private let descriptor: Descriptor

    /// Makes one that is not signalled; a reader of a blocking one waits in `clear`.
    public init(blocking: Bool) throws(Errno) {
        let flags = linux_eventfd_semaphore | linux_eventfd_close_on_exec | (blocking ? 0 : linux_eventfd_nonblocking)
        descriptor = Descriptor(adopting: try retrying("eventfd") { eventfd(0, flags) })
    }

    /// The descriptor to poll for reading.
    public var number: Int32 { descriptor.number }

    /// Wakes whoever waits.
    public func signal() {
        let number = number
        var one: UInt64 = 1
        // Eight bytes of a local variable, read by the kernel. It can fail only at 2^64 - 1 wake-ups.
        _ = try? retrying("write") { unsafe write(number, &one, 8) }
    }

    /// Takes one wake-up, and says whether there was one; a blocking one waits for it.
    @discardableResult
    public func clear() -> Bool {
        let number = number
        var count: UInt64 = 0
        do throws(Errno) {
            // Eight bytes of a local variable, filled by the kernel.
            _ = try retrying("read") { unsafe read(number, &count, 8) }
            return true
        } catch {
            return false
        }
    }
}
