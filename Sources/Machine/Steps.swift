/// The numbers from `minimum` to `maximum` in steps of `step`: one number when both ends are the same.
public struct Steps: Equatable, Sendable {
    /// The least number.
    public let minimum: UInt32
    /// The greatest number.
    public let maximum: UInt32
    /// What the numbers are apart, 1 at least.
    public let step: UInt32

    /// The numbers from `minimum` to `maximum`; a step of 0 counts as 1.
    public init(minimum: UInt32, maximum: UInt32, step: UInt32) {
        self.minimum = minimum
        self.maximum = maximum
        self.step = max(step, 1)
    }

    /// One number.
    public init(only number: UInt32) {
        self.init(minimum: number, maximum: number, step: 1)
    }

    /// Whether there is nothing to choose.
    public var isOneNumber: Bool { minimum == maximum }

    /// Whether a number is among them.
    public func contains(_ number: UInt32) -> Bool {
        number >= minimum && number <= maximum && (number - minimum) % step == 0
    }
}
