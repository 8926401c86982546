/// A GPIO chip and its lines, as libgpiod describes them.
public struct GPIOChip: Sendable {
    /// One line of a chip.
    public struct Line: Sendable {
        /// Its number on the chip.
        public let offset: UInt32
        /// Its name, as the board's description has it.
        public let name: [UInt8]
        /// Whether the kernel or a program has it.
        public let isUsed: Bool
    }

    /// Its node, such as `/dev/gpiochip0`.
    public let path: [UInt8]
    /// The kernel's name, such as `gpiochip0`.
    public let name: [UInt8]
    /// What it is, such as `pinctrl-bcm2835`.
    public let label: [UInt8]
    /// How many lines it has, named or not.
    public let lineCount: Int
    /// The lines that have a name.
    public let namedLines: [Line]
}
