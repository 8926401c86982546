import CLinux

extension Array where Element == UInt8 {
    /// Appends a copy of a run of bytes (memcpy(3)); the same in Swift's own words takes a byte at a time in a program
    /// that is compiled to be small.
    public mutating func append(copying bytes: Span<UInt8>) {
        let count = bytes.count
        // Nothing to add: the library would write to the storage that all empty arrays share.
        guard count > 0 else { return }
        append(addingCapacity: count) { output in
            // The new memory has room for so many bytes, the run has them, and both are held for the time of the call.
            unsafe bytes.withUnsafeBytes { source in
                unsafe output.withUnsafeMutableBufferPointer { target, initialized in
                    guard let to = target.baseAddress, let from = source.baseAddress else { return }
                    unsafe memcpy(to, from, count)
                    initialized = count
                }
            }
        }
    }
}
