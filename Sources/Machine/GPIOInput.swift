import CLinux

/// A GPIO line that is listened to, such as a button's; it is released when its owner goes.
public struct GPIOInput: ~Copyable {
    private let line: GPIOLineHandle
    /// Whether the kernel debounces the line: it does by libgpiod 2, and not by libgpiod 1.
    public let isDebounced: Bool

    /// Requests a line as an input with events of both edges, by the name of `martlet` (libgpiod).
    ///
    /// It is pulled up when it is active low, else down; a driver that cannot is asked without.
    ///
    /// - Parameter debounceMicroseconds: how long the line has to rest before a change of it counts; 0 for no time.
    public init(
        _ address: GPIOLineAddress, isActiveLow: Bool, debounceMicroseconds: UInt32
    ) throws(GPIOFailure) {
        let line = try GPIOLineHandle(
            input: address, isActiveLow: isActiveLow, debounceMicroseconds: debounceMicroseconds)
        let number = line.number
        do throws(Errno) {
            // One read then both looks and takes, and an answer of poll(2) that was about an error cannot block it.
            let flags = try retrying("fcntl") { linux_fcntl_get(number, F_GETFL) }
            _ = try retrying("fcntl") { linux_fcntl_set(number, F_SETFL, flags | O_NONBLOCK) }
        } catch {
            throw .call(error)
        }
        self.line = line
        isDebounced = debounceMicroseconds > 0 && linux_gpio_can_debounce() == 1
    }

    // Embedded Swift finds from another module only the deinit of a public type: this one ends the line.
    deinit {}

    /// The descriptor to poll for reading; it stays the line's.
    public var number: Int32 { line.number }

    /// Whether the line is active now.
    public func isActive() throws(Errno) -> Bool {
        try line.isActive()
    }

    /// The next change of the line that has not been taken; nil when there is none.
    ///
    /// Never blocks. ENODEV: the chip is gone.
    public func nextEdge() throws(Errno) -> GPIOEdge? {
        do throws(Errno) {
            return try line.readEdge()
        } catch {
            if error.code == EAGAIN { return nil }
            throw error
        }
    }
}
