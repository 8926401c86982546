/// The bytes of a C array of characters up to its first zero: a kernel structure's fixed text field.
///
/// `Field` is the tuple that Swift makes of such an array, and nothing else.
func fixedText<Field: BitwiseCopyable>(_ field: Field) -> [UInt8] {
    var text: [UInt8] = []
    // A tuple of characters has no padding, so that every one of its bytes is initialised.
    unsafe withUnsafeBytes(of: field) { bytes in
        for index in bytes.indices {
            let byte = unsafe bytes[index]
            if byte == 0 { break }
            text.append(byte)
        }
    }
    return text
}
