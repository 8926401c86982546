import CLinux

/// An open GPIO chip.
@safe
struct GPIOChipHandle: ~Copyable {
    let handle: OpaquePointer

    /// Opens a chip by its path; ENOTTY and ENODEV: it is none.
    init(path: [UInt8]) throws(Errno) {
        // The text ends in a zero and outlives the call; the handle is ours alone and ends with us.
        unsafe handle = try path.withCString { text throws(Errno) in
            guard let opened = unsafe linux_gpio_chip_open(text) else { throw Errno.last("gpiod_chip_open") }
            return unsafe opened
        }
    }

    deinit {
        // As said above.
        unsafe linux_gpio_chip_close(handle)
    }

    /// The chip's name, its label and how many lines it has.
    func describe() -> (name: [UInt8], label: [UInt8], lineCount: Int)? {
        var name = [CChar](repeating: 0, count: 64)
        var label = [CChar](repeating: 0, count: 64)
        // The callee writes texts that end in a zero and are no longer than it is told.
        let count = unsafe linux_gpio_chip_describe(handle, &name, name.count, &label, label.count)
        guard count >= 0 else { return nil }
        return (text(name), text(label), Int(count))
    }

    /// The name of a line and of its user, empty when there is none, and whether it is in use.
    func describe(line: UInt32) -> (name: [UInt8], consumer: [UInt8], isUsed: Bool)? {
        var name = [CChar](repeating: 0, count: 64)
        var consumer = [CChar](repeating: 0, count: 64)
        // As above.
        let isUsed = unsafe linux_gpio_line_describe(
            handle, line, &name, name.count, &consumer, consumer.count)
        return isUsed < 0 ? nil : (text(name), text(consumer), isUsed == 1)
    }

    private func text(_ characters: [CChar]) -> [UInt8] {
        characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    }
}
