import CLinux

/// An open GPIO chip.
@safe
struct GPIOChipHandle: ~Copyable {
    private let handle: OpaquePointer

    /// Nil when it cannot be opened or is no GPIO chip.
    init?(path: [UInt8]) {
        var opened: OpaquePointer?
        do throws(Errno) {
            try unsafe path.withCString { text throws(Errno) in
                // The text ends in a zero and outlives the call; the handle is ours alone and ends with us.
                unsafe opened = linux_gpio_chip_open(text)
            }
        } catch {
            return nil
        }
        guard let opened = unsafe opened else { return nil }
        unsafe handle = opened
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

    /// The name of a line, empty when it has none, and whether it is in use.
    func describe(line: UInt32) -> (name: [UInt8], isUsed: Bool)? {
        var name = [CChar](repeating: 0, count: 64)
        // As above.
        let isUsed = unsafe linux_gpio_line_describe(handle, line, &name, name.count)
        return isUsed < 0 ? nil : (text(name), isUsed == 1)
    }

    private func text(_ characters: [CChar]) -> [UInt8] {
        characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    }
}
