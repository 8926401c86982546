/// Turns a driver's frame numbers, which start again with each opening and after faults, into ones that never go back.
struct SequenceCounter {
    /// The number given last; 0 before the first.
    private(set) var last = 0
    private var lastOfDriver: UInt32?

    /// The number of a frame that the driver gave that number.
    mutating func number(of driverSequence: UInt32) -> Int {
        let step = lastOfDriver.map { driverSequence &- $0 } ?? 1
        // A step of 0 or an enormous one is a counter that began anew.
        last += step >= 1 && step < 1 << 16 ? Int(step) : 1
        lastOfDriver = driverSequence
        return last
    }

    /// Whether the driver gave a frame a number a little below the last one's: it may hand over one that it had before.
    func isBehind(_ driverSequence: UInt32) -> Bool {
        guard let lastOfDriver else { return false }
        return (1...16).contains(lastOfDriver &- driverSequence)
    }

    /// The next number, for a picture that is no frame of the driver's.
    mutating func next() -> Int {
        last += 1
        return last
    }

    /// Says that the driver's numbers begin anew.
    mutating func restart() {
        lastOfDriver = nil
    }
}
