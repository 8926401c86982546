/// Which line of which GPIO chip.
public enum GPIOLineAddress: Sendable {
    /// A line by its number; the chip by its name, such as `gpiochip0`, or by a path.
    case offset(chip: [UInt8], line: UInt32)
    /// The first line of that name, looked for on every chip in the order of their numbers.
    case name([UInt8])
}
