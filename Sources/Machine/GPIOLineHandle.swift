import CLinux

/// A GPIO line that is requested, held until it goes.
@safe
struct GPIOLineHandle: ~Copyable {
    // It outlives the line: to libgpiod 1 the line is part of it.
    private let place: GPIOPlace
    private let handle: OpaquePointer

    /// Requests a line as an output that begins inactive.
    init(output address: GPIOLineAddress, isActiveLow: Bool) throws(GPIOFailure) {
        let place = try GPIOPlace(address)
        // The chip is open; the answer is ours alone and is released in `deinit`.
        let requested = unsafe linux_gpio_request_output(place.chip.handle, place.offset, isActiveLow ? 1 : 0)
        guard let requested = unsafe requested else { throw place.failure(.last("gpiod_line_request")) }
        unsafe handle = requested
        self.place = place
    }

    /// Requests a line as an input with events of both edges, pulled to where it is inactive if the driver can.
    init(input address: GPIOLineAddress, isActiveLow: Bool, debounceMicroseconds: UInt32) throws(GPIOFailure) {
        let place = try GPIOPlace(address)
        let (activeLow, pull): (Int32, _) = isActiveLow ? (1, linux_gpio_pull_up) : (0, linux_gpio_pull_down)
        // As above.
        var requested = unsafe linux_gpio_request_input(
            place.chip.handle, place.offset, activeLow, pull, debounceMicroseconds)
        // Not every driver has resistors, nor says so in one way; busy is busy with them or without.
        if unsafe requested == nil && linux_errno() != EBUSY {
            unsafe requested = linux_gpio_request_input(
                place.chip.handle, place.offset, activeLow, linux_gpio_no_bias, debounceMicroseconds)
        }
        guard let requested = unsafe requested else { throw place.failure(.last("gpiod_line_request")) }
        unsafe handle = requested
        self.place = place
    }

    deinit {
        // As said above; the chip is closed after it.
        unsafe linux_gpio_line_release(handle)
    }

    /// The descriptor of an input's events; it stays libgpiod's.
    // The line is held as long as we are.
    var number: Int32 { unsafe linux_gpio_line_descriptor(handle) }

    /// Whether the line is active now.
    func isActive() throws(Errno) -> Bool {
        // As above.
        try retrying("gpiod_line_get_value") { unsafe linux_gpio_line_get(handle) } == 1
    }

    /// Makes an output active or inactive.
    func set(_ isActive: Bool) throws(Errno) {
        // As above.
        _ = try retrying("gpiod_line_set_value") { unsafe linux_gpio_line_set(handle, isActive ? 1 : 0) }
    }

    /// Reads one event of an input.
    func readEdge() throws(Errno) -> GPIOEdge {
        var isActive: Int32 = 0
        var timestamp: UInt64 = 0
        // Two local variables, filled during the call.
        _ = try retrying("gpiod_line_event_read") {
            unsafe linux_gpio_line_read_edge(handle, &isActive, &timestamp)
        }
        // Through libgpiod 1 a kernel before 5.7 stamps with the clock on the wall, which is far ahead of this one.
        let nanoseconds = min(Int64(clamping: timestamp), Clock.monotonicNanoseconds)
        return GPIOEdge(isActive: isActive == 1, timestampNanoseconds: nanoseconds)
    }
}
