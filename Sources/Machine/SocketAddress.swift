import CLinux

/// An IP address and a port (ip(7), ipv6(7)).
public struct SocketAddress: Sendable {
    /// The address in network order: 4 bytes of IPv4, 16 of IPv6, none of another family.
    public let address: [UInt8]
    /// The port.
    public let port: UInt16

    /// Whether other machines can reach it: neither loopback (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3) nor of
    /// another family, such as a Unix socket.
    public var isOnNetwork: Bool {
        switch address.count {
        case 4: address[0] != 127
        case 16: address.dropLast().contains { $0 != 0 } || address[15] != 1
        default: false
        }
    }

    /// Whether it is IPv6.
    public var isIPv6: Bool { address.count == 16 }

    /// An address of 4 or 16 bytes in network order, and a port.
    public init(address: [UInt8], port: UInt16) {
        self.address = address
        self.port = port
    }

    /// Reads the kernel's form.
    init(_ storage: sockaddr_storage) {
        // The kernel filled the storage, which is as large as any address; the family says which kind it is.
        let bytes = unsafe withUnsafeBytes(of: storage) { unsafe Array($0) }
        port = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
        switch Int32(storage.ss_family) {
        case AF_INET: address = Array(bytes[4..<8])
        case AF_INET6: address = Array(bytes[8..<24])
        default: address = []
        }
    }

    /// Asks where a socket is bound (getsockname(2)).
    init(localOf number: Int32) throws(Errno) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        _ = try retrying("getsockname") {
            // The kernel fills the address, no more of it than it is told there is.
            unsafe withUnsafeMutablePointer(to: &storage) { pointer in
                unsafe linux_getsockname(number, pointer, &length)
            }
        }
        self.init(storage)
    }

    /// Lends the kernel's form.
    func withPointer(
        _ body: (UnsafeRawPointer, socklen_t) throws(Errno) -> Void
    ) throws(Errno) {
        let size = isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        var bytes = [UInt8](repeating: 0, count: size)
        bytes[0] = UInt8(isIPv6 ? AF_INET6 : AF_INET)  // a little-endian 16-bit family, on every board there is
        bytes[2] = UInt8(port >> 8)
        bytes[3] = UInt8(port & 0xFF)
        let start = isIPv6 ? 8 : 4
        for (index, byte) in address.enumerated() { bytes[start + index] = byte }
        let span = bytes.span
        // The bytes have the size and the layout of the family's structure, and outlive the call.
        try unsafe span.withUnsafeBytes { bytes throws(Errno) in
            guard let base = bytes.baseAddress else { return }
            try unsafe body(base, socklen_t(bytes.count))
        }
    }

    /// As it stands in a URL: `192.0.2.1:8080`, `[2001:db8::1]:8080` (RFC 5952).
    public var text: String {
        guard isIPv6 else {
            var text = ""
            for (index, byte) in address.enumerated() { text += (index == 0 ? "" : ".") + "\(byte)" }
            return text + ":" + "\(port)"
        }
        return "[" + SocketAddress.shortened(address) + "]:" + "\(port)"
    }

    /// RFC 5952 section 4: lower-case groups, the longest run of two or more zero groups as `::`.
    private static func shortened(_ address: [UInt8]) -> String {
        let groups = (0..<8).map { Int(address[2 * $0]) << 8 | Int(address[2 * $0 + 1]) }
        var best = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || groups[index] != 0 {
            if index - start > max(best.count, 1) { best = start..<index }
            start = index + 1
        }
        var text = ""
        for (index, group) in groups.enumerated() where !best.contains(index) {
            if index > 0, index != best.upperBound || best.isEmpty { text += ":" }
            if index == best.upperBound, !best.isEmpty { text += "::" }
            text += String(group, radix: 16)
        }
        return best.upperBound == 8 && !best.isEmpty ? text + "::" : text
    }
}
