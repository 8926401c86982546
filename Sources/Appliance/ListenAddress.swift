import Wire

/// An address to listen at: the IP address's bytes in network order (4 or 16) and a port.
public struct ListenAddress: Equatable, Sendable {
    /// The address: 4 bytes of IPv4 or 16 of IPv6.
    public let address: [UInt8]
    /// The port; 0 takes a free one.
    public let port: UInt16

    /// 127.0.0.1:8080.
    public static let loopback = ListenAddress(address: [127, 0, 0, 1], port: 8080)

    init(address: [UInt8], port: UInt16) {
        self.address = address
        self.port = port
    }

    /// Reads `192.0.2.1:8080` or `[2001:db8::1]:8080`.
    init?(_ text: [UInt8]) {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")),
            let port = text[(colon + 1)...].decimal(limit: 65535)
        else { return nil }
        let host = text[..<colon]
        if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
            guard let address = Self.parseIPv6(host.dropFirst().dropLast()) else { return nil }
            self.init(address: address, port: UInt16(port))
        } else {
            guard let address = Self.parseIPv4(host) else { return nil }
            self.init(address: address, port: UInt16(port))
        }
    }

    /// RFC 3986 section 3.2.2, IPv4address: four decimal numbers up to 255, without the zeros that some read as octal.
    private static func parseIPv4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard let number = part.decimal(limit: 255), part.count == 1 || part.first != UInt8(ascii: "0") else {
                return nil
            }
            bytes.append(UInt8(number))
        }
        return bytes
    }

    /// RFC 4291 section 2.2: groups of up to four hex digits, one `::` for as many zeros as are missing.
    private static func parseIPv6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var front: [UInt8] = []
        var back: [UInt8]?
        var rest = text
        while !rest.isEmpty {
            if rest.prefix(2).spells("::") {
                guard back == nil else { return nil }
                back = []
                rest = rest.dropFirst(2)
                continue
            }
            if rest.startIndex > text.startIndex, text[rest.startIndex - 1] != UInt8(ascii: ":") {
                guard rest.first == UInt8(ascii: ":") else { return nil }
                rest = rest.dropFirst()
            }
            let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
            let part = rest[..<end]
            rest = rest[end...]
            guard let group = Self.group(part, isLast: rest.isEmpty) else { return nil }
            if back == nil { front += group } else { back? += group }
        }
        guard let back else { return front.count == 16 ? front : nil }
        let zeros = 16 - front.count - back.count
        guard zeros >= 2 else { return nil }
        return front + [UInt8](repeating: 0, count: zeros) + back
    }

    /// One group of an IPv6 address, or its last 32 bits written as IPv4.
    private static func group(_ part: ArraySlice<UInt8>, isLast: Bool) -> [UInt8]? {
        if isLast, part.contains(UInt8(ascii: ".")) { return parseIPv4(part) }
        guard (1...4).contains(part.count) else { return nil }
        var value: UInt16 = 0
        for byte in part {
            guard let digit = byte.hexadecimalValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return [UInt8(value >> 8), UInt8(value & 0xFF)]
    }
}
