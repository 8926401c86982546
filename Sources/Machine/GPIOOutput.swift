/// A GPIO line that is driven, such as a light's; it goes dark and is released when its owner goes.
public struct GPIOOutput: ~Copyable {
    private let line: GPIOLineHandle

    /// Requests a line as an output by the name of `martlet`, inactive (libgpiod).
    public init(_ address: GPIOLineAddress, isActiveLow: Bool) throws(GPIOFailure) {
        line = try GPIOLineHandle(output: address, isActiveLow: isActiveLow)
    }

    deinit {
        // Not every driver changes a line that is released. It fails only when the chip is gone.
        try? line.set(false)
    }

    /// Makes the line active or inactive.
    public func set(_ isActive: Bool) throws(Errno) {
        try line.set(isActive)
    }
}
