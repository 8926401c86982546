import CJPEG
import Testing

@Suite struct JPEGDecodingTests {
    let jpeg = encode(RawSamples(CJPEG_YUYV, width: 64, height: 48)).jpeg

    @Test func aWholePictureIsFine() {
        #expect(decode(jpeg).result == 0)
    }

    @Test func aPictureCutShortAnywhereIsAFailure() {
        for count in 0..<jpeg.count {
            #expect(decode(Array(jpeg[..<count])).result < 0, "\(count) of \(jpeg.count) bytes")
        }
    }

    @Test func bytesBehindTheEndAreNotConsumed() {
        let decoded = decode(jpeg + [1, 2, 3])
        #expect(decoded.result == 0)
        #expect(decoded.facts.consumed == jpeg.count)
    }

    @Test func bytesThatAreNoPictureAreAFailure() {
        #expect(decode([]).result < 0)
        #expect(decode([UInt8](repeating: 0x55, count: 5000)).result == CJPEG_FAILED)
    }

    @Test func pixelsThatDoNotFitAreAFailure() {
        var facts = cjpeg_decoded()
        var pixels = [UInt8](repeating: 0, count: 64 * 48)
        // All the memory is held in arrays that outlive the call.
        let grey = unsafe cjpeg_decode(jpeg, jpeg.count, CJPEG_COLOUR_GREY, &pixels, pixels.count, &facts)
        #expect(grey == 0)
        let cut = unsafe cjpeg_decode(jpeg, jpeg.count, CJPEG_COLOUR_GREY, &pixels, pixels.count - 1, &facts)
        #expect(cut == CJPEG_TOO_SMALL)
        let unwanted = unsafe cjpeg_decode(jpeg, jpeg.count, CJPEG_COLOUR_RGB, nil, 0, &facts)
        #expect(unwanted == 0 && facts.width == 64 && facts.height == 48)
    }
}
