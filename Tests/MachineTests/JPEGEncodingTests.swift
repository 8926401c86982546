import CJPEG
import Testing

@Suite struct JPEGEncodingTests {
    static let layouts = [CJPEG_YUYV, CJPEG_UYVY, CJPEG_NV12, CJPEG_YUV420, CJPEG_GREY]

    @Test(arguments: [(1, 1), (2, 2), (7, 5), (8, 8), (17, 33), (64, 15), (161, 121), (320, 240)])
    func everyLayoutComesBack(width: Int, height: Int) throws {
        for layout in Self.layouts {
            for gap in [0, 6] {
                let samples = RawSamples(layout, width: width, height: height, gap: gap)
                let (result, jpeg) = encode(samples)
                try #require(result > 0, "layout \(layout.rawValue), gap \(gap)")
                let decoded = decode(jpeg, isGrey: layout == CJPEG_GREY)
                #expect(decoded.result == 0)
                #expect(decoded.facts.width == width && decoded.facts.height == height)
                #expect(decoded.facts.components == (layout == CJPEG_GREY ? 1 : 3))
                #expect(decoded.facts.consumed == jpeg.count)
                let decibels = closeness(of: decoded, to: samples)
                #expect(decibels.allSatisfy { $0 > 38 }, "layout \(layout.rawValue), gap \(gap): \(decibels)")
            }
        }
    }

    /// Nothing is written behind a buffer, whatever its size; `encode` looks.
    @Test func aBufferWithoutAByteToSpareIsTooSmall() {
        let samples = RawSamples(CJPEG_YUYV, width: 48, height: 32)
        let size = encode(samples).result
        #expect(size > 600)
        for capacity in 0...size {
            #expect(encode(samples, capacity: capacity).result == CJPEG_TOO_SMALL)
        }
        #expect(encode(samples, capacity: size + 1).result == size)
    }

    @Test func aPictureWithAByteTooFewIsRefused() {
        for layout in Self.layouts {
            let samples = RawSamples(layout, width: 33, height: 17)
            #expect(encode(samples).result > 0)
            #expect(encode(samples, byteCount: samples.bytes.count - 1).result == CJPEG_BAD_PICTURE)
        }
    }

    @Test func rowsOutsideThePictureAreRefused() {
        let samples = RawSamples(CJPEG_YUYV, width: 32, height: 40)
        #expect(encode(samples, rows: 8..<40).result == CJPEG_BAD_PICTURE)
        #expect(encode(samples, rows: 48..<64).result == CJPEG_BAD_PICTURE)
        #expect(encode(samples, rows: 16..<41).result == CJPEG_BAD_PICTURE)
        #expect(encode(samples, rows: 16..<16).result == CJPEG_BAD_PICTURE)
        #expect(encode(samples, rows: 16..<40).result > 0)
    }

    @Test func aSegmentStandsBehindTheStart() {
        let samples = RawSamples(CJPEG_NV12, width: 32, height: 16)
        let segment: [UInt8] = [0xFF, 0xE1, 0x00, 0x06, 1, 2, 3, 4]
        let (result, jpeg) = encode(samples, segment: segment)
        #expect(result > 0)
        #expect(Array(jpeg.prefix(10)) == [0xFF, 0xD8] + segment)
        #expect(decode(jpeg).result == 0)
        #expect(encode(samples, segment: [0xFF, 0xE1, 0x00, 0x07, 1, 2, 3, 4]).result == CJPEG_BAD_PICTURE)
    }

    /// Stripes encoded apart and joined with restart markers are the picture encoded as a whole, pixel by pixel.
    @Test func stripesCanBeJoined() throws {
        for layout in Self.layouts {
            let samples = RawSamples(layout, width: 100, height: 88)
            let whole = encode(samples).jpeg
            let rowOfBlocks = layout == CJPEG_NV12 || layout == CJPEG_YUV420 ? 16 : 8
            var joined: [UInt8] = []
            for (number, top) in stride(from: 0, to: 88, by: 32).enumerated() {
                let rows = top..<min(top + 32, 88)
                let jpeg = encode(samples, rows: rows, restartRows: 32 / rowOfBlocks).jpeg
                let scan = try #require(endOfHeader(jpeg))
                if number == 0 {
                    joined = Array(jpeg[..<scan])
                    let frame = try #require(joined.indices.first { joined[$0] == 0xFF && joined[$0 + 1] == 0xC0 })
                    joined[frame + 6] = 88
                } else {
                    joined += [0xFF, 0xD0 + UInt8(number - 1)]
                }
                joined += jpeg[scan..<(jpeg.count - 2)]
            }
            joined += [0xFF, 0xD9]
            let isGrey = layout == CJPEG_GREY
            let (one, other) = (decode(joined, isGrey: isGrey), decode(whole, isGrey: isGrey))
            #expect(one.result == 0 && one.facts.height == 88, "layout \(layout.rawValue)")
            #expect(one.pixels == other.pixels, "layout \(layout.rawValue)")
        }
    }

    /// Where the coded samples begin: behind the header of the scan.
    private func endOfHeader(_ jpeg: [UInt8]) -> Int? {
        var index = 2
        while index + 3 < jpeg.count {
            let length = Int(jpeg[index + 2]) * 256 + Int(jpeg[index + 3])
            if jpeg[index + 1] == 0xDA { return index + 2 + length }
            index += 2 + length
        }
        return nil
    }
}
