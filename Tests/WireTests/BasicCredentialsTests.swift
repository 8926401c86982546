import Testing

@testable import Wire

@Suite("What a client says of who it is")
struct BasicCredentialsTests {
    @Test(arguments: [
        ("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin", "open sesame"),  // RFC 7617 section 2
        ("Basic dGVzdDoxMjPCow==", "test", "123£"),  // RFC 7617 section 2.1
        ("basic QTpC", "A", "B"), ("BASIC   QTpC", "A", "B"), ("Basic QTpC  ", "A", "B"),
        ("Basic Og==", "", ""), ("Basic Ojo=", "", ":"), ("Basic OmE=", "", "a"), ("Basic YTo=", "a", ""),
        ("Basic YTpiOmM=", "a", "b:c"), ("Basic Oj8/Pj4+", "", "??>>>"),
    ])
    func read(_ field: String, _ user: String, _ password: String) {
        let credentials = BasicCredentials(authorization: Array(field.utf8))
        #expect(credentials?.user == Array(user.utf8))
        #expect(credentials?.password == Array(password.utf8))
    }

    @Test(arguments: [
        "", "Basic", "Basic ", "BasicQTpC", "Bearer QTpC", "Digest username=\"a\"", "Basic QTp", "Basic QTpC=",
        "Basic QTp=C", "Basic =", "Basic ====", "Basic Q===", "Basic QTpC QTpC", "Basic QTpC,", "Basic QT-_",
        "Basic QUI=",  // no colon
        "Basic Oh==", "Basic Ojp=",  // bits that no byte takes
        "Basic OgA=", "Basic Ogo=", "Basic On8=",  // controls
        "Basic \u{E9}TpC",
    ])
    func refused(_ field: String) {
        #expect(BasicCredentials(authorization: Array(field.utf8)) == nil)
    }

    @Test func everyByteComesThrough() {
        // 0x20…0x7E and 0x80…0xFF behind a colon, encoded here bit by bit.
        let text = [UInt8(ascii: ":")] + (0x20...0xFF).filter { $0 != 0x7F }.map { UInt8($0) }
        for length in 1...text.count {
            let bytes = Array(text.prefix(length))
            #expect(
                BasicCredentials(authorization: Array("Basic ".utf8) + Self.encode(bytes))?.password
                    == Array(bytes.dropFirst()))
        }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func encode(_ bytes: [UInt8]) -> [UInt8] {
        let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        var text: [UInt8] = []
        for start in stride(from: 0, to: bits.count, by: 6) {
            var value = 0
            for place in start..<(start + 6) { value = value << 1 | Int(place < bits.count ? bits[place] : 0) }
            text.append(alphabet[value])
        }
        while !text.count.isMultiple(of: 4) { text.append(UInt8(ascii: "=")) }
        return text
    }
}
