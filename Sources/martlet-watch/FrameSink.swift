/// Where pictures are taken to, one after the other.
protocol FrameSink: ~Copyable {
    /// Takes one picture.
    ///
    /// - Parameter time: since the first picture; never less than the one before.
    mutating func add(_ jpeg: [UInt8], at time: Duration) throws(OutputError)

    /// Says that no more come.
    mutating func finish() throws(OutputError)
}
