import Testing
import Wire

@Suite("Text as bytes")
struct BytesTests {
    private func text(_ write: (inout [UInt8]) -> Void) -> String {
        var bytes: [UInt8] = []
        write(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (0, "0"), (7, "7"), (9, "9"), (10, "10"), (99, "99"), (100, "100"), (-1, "-1"), (-10, "-10"),
        (1_000_000, "1000000"), (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
    ])
    func decimal(value: Int, digits: String) {
        #expect(text { $0.append(decimal: value) } == digits)
    }

    @Test(arguments: [
        (0, "0.000"), (1, "0.001"), (20, "0.020"), (999, "0.999"), (1000, "1.000"), (12345, "12.345"),
        (-1, "-0.001"), (-12345, "-12.345"), (Int.max, "9223372036854775.807"), (Int.min, "-9223372036854775.808"),
    ])
    func thousandths(value: Int, digits: String) {
        #expect(text { $0.append(thousandths: value) } == digits)
    }

    @Test(
        arguments: [
            (0, "0.000000"), (999, "0.000000"), (1000, "0.000001"), (1_000_000_000, "1.000000"),
            (1_763_838_413_123_456_789, "1763838413.123456"), (-1_500_000_000, "-1.500000"),
            (Int64.max, "9223372036.854775"), (Int64.min, "-9223372036.854775"),
        ] as [(Int64, String)])
    func seconds(nanoseconds: Int64, digits: String) {
        #expect(text { $0.append(secondsOfNanoseconds: nanoseconds) } == digits)
    }

    @Test func copying() {
        var bytes: [UInt8] = [1]
        let source: [UInt8] = [2, 3, 4, 5]
        bytes.append(copying: source.span, in: 1..<3)
        #expect(bytes == [1, 3, 4])
        bytes.append(copying: source.span, in: 2..<2)
        bytes.append(copying: [UInt8]().span, in: 0..<0)
        #expect(bytes == [1, 3, 4])
        bytes.append(copying: source.span, in: 0..<4)
        #expect(bytes == [1, 3, 4, 2, 3, 4, 5])
    }

    @Test(arguments: [
        ("0", 0, 0), ("7", 7, 7), ("8", 7, nil), ("007", 7, 7), ("10", 9, nil), ("65535", 65535, 65535),
        ("65536", 65535, nil), ("", 9, nil), ("-1", 9, nil), ("+1", 9, nil), (" 1", 9, nil), ("1 ", 9, nil),
        ("1.0", 99, nil), ("a", 99, nil), ("1\u{0}", 99, nil), ("9223372036854775807", Int.max, Int.max),
        ("9223372036854775808", Int.max, nil), ("99999999999999999999", Int.max, nil),
        ("00000000000000000000000001", 1, 1),
    ])
    func readDecimal(text: String, limit: Int, value: Int?) {
        #expect(text.utf8.decimal(limit: limit) == value)
    }

    @Test(arguments: [
        ("0", 9, 0), ("5", 5, 5000), ("5.999", 5, 5999), ("6", 5, nil), ("6.0", 5, nil), ("2.5", 9, 2500),
        ("2.05", 9, 2050), ("29.970", 99, 29970), ("2.", 9, nil), (".5", 9, nil), (".", 9, nil), ("", 9, nil),
        ("1.2345", 9, nil), ("1.2.3", 9, nil), ("-1", 9, nil), ("1.-1", 9, nil), ("1,5", 9, nil),
    ])
    func readThousandths(text: String, limit: Int, value: Int?) {
        #expect(text.utf8.thousandths(limit: limit) == value)
    }

    @Test(arguments: [
        ("", ""), (" ", ""), (" \t ", ""), ("a", "a"), (" a", "a"), ("a\t", "a"), ("\t a b \t", "a b"),
        ("\ra\n", "\ra\n"),
    ])
    func trimmed(text: String, rest: String) {
        #expect(String(decoding: Array(text.utf8).trimmed, as: UTF8.self) == rest)
    }

    @Test func spells() {
        let bytes = Array("Host".utf8)
        #expect(bytes.spells("Host"))
        #expect(!bytes.spells("host"))
        #expect(!bytes.spells("Hos"))
        #expect(!bytes.spells("Hosts"))
        #expect([UInt8]().spells(""))
        #expect(bytes.spellsIgnoringCase("host"))
        #expect(!bytes.spellsIgnoringCase("hosts"))
        // Only letters have a case: `[` is not `{`, `@` not a backquote.
        #expect(!Array("[@".utf8).spellsIgnoringCase("{`"))
    }

    @Test func characters() {
        let hexadecimal = (0...255).filter { UInt8($0).hexadecimalValue != nil }.map { UInt8($0) }
        #expect(String(decoding: hexadecimal, as: UTF8.self) == "0123456789ABCDEFabcdef")
        #expect(hexadecimal.map(\.hexadecimalValue) == Array(0...15) + Array(10...15))
        let digits = (0...255).map { UInt8($0) }.filter(\.isDigit)
        #expect(String(decoding: digits, as: UTF8.self) == "0123456789")
        let blanks = (0...255).map { UInt8($0) }.filter(\.isBlank)
        #expect(blanks == [0x09, 0x20])
        let lowered = (0...255).map { UInt8($0) }.filter { $0.asciiLowercased != $0 }
        #expect(String(decoding: lowered, as: UTF8.self) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        #expect(String(decoding: lowered.map(\.asciiLowercased), as: UTF8.self) == "abcdefghijklmnopqrstuvwxyz")
    }
}
