import Wire

/// Small JPEGs that a walk over their segments finds whole, each with a number in its scan.
enum SampleJPEG {
    /// A picture of about so many bytes.
    static func picture(number: Int, bytes: Int = 0) -> [UInt8] {
        let head: [UInt8] =
            [0xFF, 0xD8]
            + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
            + segment(0xC0, [8, 0, 16, 0, 16, 1, 1, 0x11, 0])
            + segment(0xC4, [0, 1] + [UInt8](repeating: 0, count: 15) + [0])
            + segment(0xDA, [1, 1, 0, 0, 63, 0])
        let scan = Array("#\(number)#".utf8)
        let filling = [UInt8](repeating: 0x55, count: max(bytes - head.count - scan.count - 2, 0))
        return head + scan + filling + [0xFF, 0xD9]
    }

    /// The number in a picture that is whole and has nothing around it; nil for anything else.
    static func number(of bytes: some Collection<UInt8>) -> Int? {
        let bytes = Array(bytes)
        guard let repair = JPEGRepair(bytes.span), !repair.isNeeded else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: "#"))
        return parts.count == 3 ? Int(String(decoding: parts[1], as: UTF8.self)) : nil
    }

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
    }
}
