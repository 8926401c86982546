/// Why a GPIO line cannot be had.
public enum GPIOFailure: Error {
    /// The chip is not there, or is no GPIO chip; for a line's name: no chip is there at all.
    case noSuchChip
    /// The chip has fewer lines, or no chip has a line of that name.
    case noSuchLine
    /// Somebody has the line: what they call themselves, in printable form, empty when they do not say.
    case busy(consumer: [UInt8])
    /// The kernel refused something else. EACCES: not for this user.
    case call(Errno)
}
