import Testing

@testable import Wire

@Suite("The end of a scan")
struct ScanEndTests {
    /// The rule, byte by byte: a 0xFF with anything behind it but stuffing, a fill byte and RST0 to RST7.
    private func plainEnd(in bytes: [UInt8], from start: Int) -> Int {
        var at = start
        while at + 1 < bytes.count {
            let next = bytes[at + 1]
            if bytes[at] == 0xFF, next != 0x00, next != 0xFF, !(0xD0...0xD7).contains(next) { return at }
            at += 1
        }
        return bytes.count
    }

    /// Scans as long as a few blocks of 64 bytes, a byte less and a byte more, with each thing at every position.
    @Test(arguments: [0, 1, 2, 62, 63, 64, 65, 66, 127, 128, 129, 191, 192, 193], [0, 1, 63])
    func everyPosition(length: Int, start: Int) {
        let things: [[UInt8]] = [
            [0xFF, 0xD9], [0xFF, 0xD8], [0xFF, 0xC4], [0xFF, 0x01], [0xFF, 0xFF, 0xD9], [0xFF, 0x00], [0xFF, 0xD0],
            [0xFF, 0xD7], [0xFF, 0xFF, 0xFF], [0xFF], [0xFF, 0x00, 0xFF, 0xD9], [0xFF, 0xD3, 0xFF, 0xDA],
        ]
        for thing in things {
            for position in 0...length {
                let bytes =
                    [UInt8](repeating: 0xFE, count: start + position) + thing
                    + [UInt8](repeating: 0xD9, count: length - position)
                #expect(
                    endOfScan(in: bytes.span, from: start) == plainEnd(in: bytes, from: start),
                    "\(thing) at \(position)")
            }
        }
    }

    @Test func markerStraddlesBlocks() {
        for position in 0...200 {
            let bytes = [UInt8](repeating: 1, count: position) + [0xFF, 0xD9]
            #expect(endOfScan(in: bytes.span, from: 0) == position)
        }
    }

    @Test func nothingThere() {
        #expect(endOfScan(in: [UInt8]().span, from: 0) == 0)
        #expect(endOfScan(in: [0xFF, 0xD9].span, from: 2) == 2)
        #expect(endOfScan(in: [0xFF, 0xD9].span, from: 1) == 2)
    }

    @Test func random() {
        // Few ends among many near misses, so that the fast path is taken and left at every phase.
        let likely: [UInt8] = [0xFF, 0x00, 0xD0, 0xD7, 0x12, 0x34]
        var dice = Dice(seed: 2)
        for _ in 0..<3000 {
            var bytes: [UInt8] = []
            let count = Int.random(in: 0...400, using: &dice)
            let rarity = Int.random(in: 2...200, using: &dice)
            while bytes.count < count {
                if Int.random(in: 0..<rarity, using: &dice) == 0 {
                    bytes.append(.random(in: 0...255, using: &dice))
                } else if bytes.last == 0xFF {
                    bytes.append([0x00, 0xD0, 0xD5, 0xD7].randomElement(using: &dice) ?? 0)
                } else {
                    bytes.append(likely.randomElement(using: &dice) ?? 0)
                }
            }
            let start = Int.random(in: 0...count, using: &dice)
            #expect(endOfScan(in: bytes.span, from: start) == plainEnd(in: bytes, from: start), "\(bytes)")
        }
    }
}
