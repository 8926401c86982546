import Testing

@testable import Appliance

@Suite("Addresses to listen at")
struct ListenAddressTests {
    private static let zeros = [UInt8](repeating: 0, count: 16)

    /// Sixteen bytes of which only some are not zero.
    private static func bytes(_ set: [Int: UInt8]) -> [UInt8] {
        var bytes = zeros
        for (index, byte) in set { bytes[index] = byte }
        return bytes
    }

    @Test(
        arguments: [
            ("127.0.0.1:8080", [127, 0, 0, 1], 8080),
            ("0.0.0.0:0", [0, 0, 0, 0], 0),
            ("255.255.255.255:65535", [255, 255, 255, 255], 65535),
            ("192.0.2.1:080", [192, 0, 2, 1], 80),
            ("[::]:8080", zeros, 8080),
            ("[::1]:8080", bytes([15: 1]), 8080),
            ("[1::]:80", bytes([1: 1]), 80),
            ("[2001:db8::1]:443", bytes([0: 0x20, 1: 0x01, 2: 0x0D, 3: 0xB8, 15: 1]), 443),
            ("[2001:DB8::1]:443", bytes([0: 0x20, 1: 0x01, 2: 0x0D, 3: 0xB8, 15: 1]), 443),
            ("[1:2:3:4:5:6:7:8]:1", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8], 1),
            ("[1:2:3:4:5:6:7::]:1", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0], 1),
            ("[::2:3:4:5:6:7:8]:1", [0, 0, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8], 1),
            ("[1:2::7:8]:1", bytes([1: 1, 3: 2, 13: 7, 15: 8]), 1),
            ("[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:1", [UInt8](repeating: 255, count: 16), 1),
            ("[::ffff:192.0.2.1]:1", bytes([10: 255, 11: 255, 12: 192, 14: 2, 15: 1]), 1),
            ("[1:2:3:4:5:6:192.0.2.1]:1", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 192, 0, 2, 1], 1),
            ("[fe80::0001]:1", bytes([0: 0xFE, 1: 0x80, 15: 1]), 1),
        ] as [(String, [UInt8], UInt16)])
    func valid(_ text: String, _ address: [UInt8], _ port: UInt16) throws {
        let found = try #require(ListenAddress(Array(text.utf8)))
        #expect(found.address == address)
        #expect(found.port == port)
    }

    @Test(arguments: [
        "", ":", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1",
        "127.0.0.1: 80", "256.0.0.1:80", "1.2.3:80", "1.2.3.4.5:80", "1..3.4:80", ".1.2.3.4:80", "1.2.3.4.:80",
        "01.2.3.4:80", "1.2.3.00:80", "a.b.c.d:80", "localhost:80", "0x7f.0.0.1:80", "[127.0.0.1]:80", "::1:80",
        "2001:db8::1:80", "[::1]", "[::1]:", "[::1]80", "[::1:80", "::1]:80", "[]:80", "[:]:80", "[:::]:80",
        "[::1::]:80", "[1::2::3]:80", "[:1:2:3:4:5:6:7:8]:80", "[1:2:3:4:5:6:7:8:]:80", "[1:2:3:4:5:6:7]:80",
        "[1:2:3:4:5:6:7:8:9]:80", "[1:2:3:4:5:6:7:8::]:80", "[::1:2:3:4:5:6:7:8]:80", "[12345::]:80", "[g::]:80",
        "[::1.2.3]:80", "[1.2.3.4::]:80", "[::1.2.3.4:5]:80", "[1:2:3:4:5:6:7:192.0.2.1]:80", "[fe80::1%eth0]:80",
        "[::1 ]:80", "http://127.0.0.1:80", "127.0.0.1:80/",
    ])
    func invalid(_ text: String) {
        #expect(ListenAddress(Array(text.utf8)) == nil)
    }

    @Test func loopback() {
        #expect(ListenAddress(Array("127.0.0.1:8080".utf8)) == .loopback)
        #expect(Settings().listen == [.loopback])
    }
}
