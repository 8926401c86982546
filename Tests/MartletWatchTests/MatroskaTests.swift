import Testing

@testable import martlet_watch

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct MatroskaTests {
    @Test(
        arguments: [
            (0, [0x80]), (126, [0xFE]), (127, [0x40, 0x7F]), (16382, [0x7F, 0xFE]), (16383, [0x20, 0x3F, 0xFF]),
            (1 << 40, [0x05, 0, 0, 0, 0, 0]), ((1 << 49) - 1, [0x01, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        ] as [(Int, [UInt8])])
    func sizes(_ count: Int, _ expected: [UInt8]) {
        #expect(EBML.size(count) == expected)
    }

    @Test func elements() {
        #expect(EBML.element(0xD7, 0) == [0xD7, 0x81, 0])
        #expect(EBML.element(0x42F7, 255) == [0x42, 0xF7, 0x81, 0xFF])
        #expect(EBML.element(0x2AD7B1, 1_000_000) == [0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40])
        #expect(EBML.element(0x4489, 1.5) == [0x44, 0x89, 0x88, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0])
        #expect(EBML.element(0x4282, "webm") == [0x42, 0x82, 0x84] + Array("webm".utf8))
        #expect(EBML.date(Date(timeIntervalSinceReferenceDate: -1)) == [0xFF, 0xFF, 0xFF, 0xFF, 0xC4, 0x65, 0x36, 0])
        #expect(EBML.date(.distantFuture) == [0x7C, 0xE6, 0x6C, 0x50, 0xE2, 0x84, 0, 0])
        #expect(EBML.void(2) == [0xEC, 0x80])
        #expect(EBML.void(128).count == 128)
        #expect(EBML.size(5, length: 8) == [1, 0, 0, 0, 0, 0, 0, 5])
    }

    /// What a writer made of pictures at these milliseconds, each four bytes that hold its number.
    private func file(_ times: [Int], finished: Bool = true) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(component: "martlet-\(UUID()).mkv").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let start = Date(timeIntervalSinceReferenceDate: 1.5)
        var writer = try MatroskaWriter(path: path, width: 640, height: 480, start: start)
        for (number, time) in times.enumerated() {
            try writer.add([0xFF, 0xD8, UInt8(number), 0xD9], at: .milliseconds(time))
        }
        if finished { try writer.finish() }
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    @Test func everyByte() throws {
        var reader = EBMLReader(try file([0, 33, 999, 1000, 40_000, 39_000]))
        #expect(
            reader.lines() == [
                "1A45DFA3", "  4286 01", "  42F7 01", "  42F2 04", "  42F3 08", "  4282 6D6174726F736B61", "  4287 04",
                "  4285 02",
                "18538067", "  114D9B74", "    4DBB", "      53AB 1C53BB6B", "      53AC 00000000000000EE",
                "  1549A966", "    2AD7B1 0F4240", "    4D80 6D6172746C65742D7761746368",
                "    5741 6D6172746C65742D7761746368", "    4461 0000000059682F00", "    4489 40E7700000000000",
                "  1654AE6B", "    AE", "      D7 01", "      73C5 01", "      83 01", "      9C 00",
                "      86 565F4D4A504547", "      E0", "        B0 0280", "        BA 01E0",
                "  1F43B675", "    E7 00", "    A3 81000080FFD800D9", "    A3 81002180FFD801D9",
                "    A3 8103E780FFD802D9",
                "  1F43B675", "    E7 03E8", "    A3 81000080FFD803D9",
                // A time that goes back is the last one again.
                "  1F43B675", "    E7 9C40", "    A3 81000080FFD804D9", "    A3 81000080FFD805D9",
                "  1C53BB6B", "    BB", "      B3 00", "      B7", "        F7 01", "        F1 83",
                "    BB", "      B3 03E8", "      B7", "        F7 01", "        F1 B0",
                "    BB", "      B3 9C40", "      B7", "        F7 01", "        F1 CA",
            ])
        #expect(reader.unknownSizes == 0)
    }

    @Test func onePicture() throws {
        var reader = EBMLReader(try file([0]))
        // It has no length that could be known.
        #expect(reader.lines().contains("    4489 0000000000000000"))
    }

    /// What is there after a cut: whole pictures, in a cluster and a segment whose size nobody knows.
    @Test func cutOff() throws {
        let cut = try file([0, 33, 2000, 2033], finished: false)
        var reader = EBMLReader(cut)
        let lines = reader.lines()
        #expect(lines.filter { $0.hasPrefix("    A3 ") }.count == 4)
        #expect(!lines.contains { $0.hasPrefix("    4489") || $0.hasPrefix("  1C53BB6B") })
        #expect(reader.unknownSizes == 2)
    }
}
