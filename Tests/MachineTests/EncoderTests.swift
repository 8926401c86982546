import CJPEG
import Foundation
import Machine
import Testing

@Suite struct EncoderTests {
    private func wait(for encoder: Encoder) -> EncodedPicture? {
        var entry = pollfd(fd: encoder.number, events: Int16(POLLIN), revents: 0)
        // One entry, that outlives the call.
        guard unsafe poll(&entry, 1, 5000) == 1 else { return nil }
        return encoder.finish()
    }

    private func picture(_ samples: RawSamples, _ fourCC: FourCC) -> RawPicture {
        RawPicture(
            fourCC: fourCC,
            width: UInt32(samples.width),
            height: UInt32(samples.height),
            bytesPerLine: UInt32(samples.bytesPerLine),
            bytes: samples.bytes
        )
    }

    @Test func aPictureComesBackAsJPEGWithWhatWasLent() throws {
        let encoder = try Encoder()
        for (layout, fourCC) in [
            (CJPEG_YUYV, FourCC.yuyv), (CJPEG_UYVY, .uyvy), (CJPEG_NV12, .nv12), (CJPEG_YUV420, .yuv420),
            (CJPEG_GREY, .grey),
        ] {
            let samples = RawSamples(layout, width: 161, height: 121)
            var jpeg: [UInt8] = []
            encoder.start(picture(samples, fourCC), quality: 90, into: &jpeg)
            #expect(encoder.isBusy)
            var done = try #require(wait(for: encoder))
            #expect(!encoder.isBusy && done.failure == nil && done.nanoseconds > 0)
            #expect(done.jpeg == encode(samples).jpeg)
            #expect(done.picture.takeBytes() == samples.bytes)
            #expect(done.picture.takeBytes().isEmpty)
        }
    }

    @Test func theArrayIsUsedAgainAndGrowsOnlyWhenItMust() throws {
        let encoder = try Encoder()
        let small = RawSamples(CJPEG_GREY, width: 64, height: 64)
        let large = RawSamples(CJPEG_YUYV, width: 640, height: 480)
        var jpeg: [UInt8] = []
        jpeg.reserveCapacity(300_000)
        let place = address(of: jpeg)
        for samples in [small, large, small] {
            encoder.start(picture(samples, samples.layout == CJPEG_GREY ? .grey : .yuyv), quality: 80, into: &jpeg)
            #expect(jpeg.isEmpty)
            let done = try #require(wait(for: encoder))
            #expect(done.failure == nil)
            jpeg = done.jpeg
            #expect(decode(jpeg, isGrey: samples.layout == CJPEG_GREY, capacity: 1 << 20).result == 0)
            #expect(address(of: jpeg) == place)
        }
        // Noise does not compress: a first guess at the size is too small, and grows.
        var state: UInt32 = 1
        let noise = (0..<640 * 480).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
        jpeg = []
        encoder.start(
            RawPicture(fourCC: .grey, width: 640, height: 480, bytesPerLine: 640, bytes: noise), quality: 100,
            into: &jpeg)
        let done = try #require(wait(for: encoder))
        #expect(done.failure == nil && decode(done.jpeg, isGrey: true, capacity: 1 << 20).result == 0)
        #expect(done.jpeg.count > 640 * 480 / 2)
    }

    @Test func whatCannotBeEncodedIsAFailureThatHandsEverythingBack() throws {
        let encoder = try Encoder()
        let samples = RawSamples(CJPEG_YUYV, width: 64, height: 64)
        for (fourCC, height, failure) in [
            (FourCC("R", "G", "B", "3"), 64, EncodingFailure.unsupportedFormat), (.yuyv, 65, .tooFewBytes),
        ] {
            var jpeg: [UInt8] = [1, 2, 3]
            encoder.start(
                RawPicture(fourCC: fourCC, width: 64, height: UInt32(height), bytesPerLine: 128, bytes: samples.bytes),
                quality: 80, into: &jpeg)
            var done = try #require(wait(for: encoder))
            #expect(done.failure == failure)
            #expect(done.jpeg.isEmpty)
            #expect(done.picture.takeBytes() == samples.bytes)
        }
        #expect(encoder.finish() == nil)
    }

    /// Where an array keeps its elements; compared, never followed.
    private func address(of array: [UInt8]) -> UInt {
        unsafe array.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
}
