/// Parts of streams, and the shortest pictures that are whole.
enum Stream {
    /// A picture known by its number, 32 bytes long.
    static func picture(_ number: UInt8) -> [UInt8] {
        [0xFF, 0xD8, 0xFF, 0xDB, 0, 2, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, number, 1, 1, 0x11, 0]
            + [0xFF, 0xDA, 0, 2, number, 0xFF, 0x00, 0x2D, 0x2D, 0xFF, 0xD0, 0xFF, 0xD9]
    }

    static func part(_ number: UInt8, fields: String = "", body: [UInt8]? = nil) -> [UInt8] {
        let body = body ?? picture(number)
        return Array(
            "--b\r\nContent-Type: image/jpeg\r\nContent-Length: \(body.count)\r\n\(fields)\r\n".utf8) + body
            + [0x0D, 0x0A]
    }

    /// A part as Martlet sends it.
    static func numbered(_ number: UInt8, sequence: Int, timestamp: String = "1700000000.5") -> [UInt8] {
        part(number, fields: "X-Timestamp: \(timestamp)\r\nX-Age: 12.5\r\nX-Sequence: \(sequence)\r\n")
    }

    static let closing = Array("--b--\r\n".utf8)
}
