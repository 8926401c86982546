import CJPEG
import Foundation
import Testing

@testable import Machine

@Suite struct StripeTests {
    private func plan(
        _ width: Int, _ height: Int, _ layout: cjpeg_layout = CJPEG_YUYV, threads: Int
    ) -> StripePlan {
        let picture = RawPicture(
            fourCC: .yuyv, width: UInt32(width), height: UInt32(height), bytesPerLine: UInt32(2 * width), bytes: [])
        // No sample is looked at.
        let none = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
        let task = unsafe EncodingTask(
            none, of: layout, picture, bytesPerLine: UInt32(2 * width), quality: 80, segment: [])
        return StripePlan(task, threads: threads)
    }

    private func encode(_ samples: RawSamples, threads: Int, segment: [UInt8] = []) throws -> EncodedPicture {
        let fourCC: FourCC =
            switch samples.layout {
            case CJPEG_YUYV: .yuyv
            case CJPEG_UYVY: .uyvy
            case CJPEG_NV12: .nv12
            case CJPEG_YUV420: .yuv420
            default: .grey
            }
        let encoder = try Encoder(threads: threads)
        var jpeg: [UInt8] = []
        encoder.start(
            RawPicture(
                fourCC: fourCC, width: UInt32(samples.width), height: UInt32(samples.height),
                bytesPerLine: UInt32(samples.bytesPerLine), bytes: samples.bytes),
            quality: 90, segment: segment, into: &jpeg)
        var entry = pollfd(fd: encoder.number, events: Int16(POLLIN), revents: 0)
        // One entry, that outlives the call.
        #expect(unsafe poll(&entry, 1, 20_000) == 1)
        return try #require(encoder.finish())
    }

    @Test func aPictureIsCutWhereThatIsWorthIt() {
        #expect(plan(1280, 720, threads: 1).count == 1)
        #expect(plan(1280, 720, threads: 2).count == 6)
        #expect(plan(1280, 720, threads: 2).rowsEach == 128)
        #expect(plan(1280, 720, threads: 2).restartRows == 16)
        #expect(plan(1280, 720, CJPEG_NV12, threads: 2).restartRows == 8)
        #expect(plan(1280, 720, threads: 4).count == 7, "none is lower than 96 rows but the last")
        #expect(plan(640, 191, threads: 4).count == 1)
        #expect(plan(640, 192, threads: 4).count == 2)
        #expect(plan(16, 16, threads: 4).count == 1)
    }

    @Test func everyRowIsInOneStripe() {
        for height in [16, 96, 191, 192, 193, 480, 719, 720, 721, 1080, 8192] {
            for threads in 1...4 {
                let plan = plan(640, height, threads: threads)
                var next = 0
                for stripe in 0..<plan.count {
                    let rows = plan.rows(of: stripe)
                    #expect(rows.lowerBound == next && !rows.isEmpty)
                    #expect(plan.count == 1 || rows.lowerBound % 16 == 0)
                    next = rows.upperBound
                }
                #expect(next == height)
            }
        }
    }

    /// ITU T.81 B.2.4.4: a restart interval is a number of 16 bits.
    @Test func aPictureWithTooManyBlocksBetweenMarkersStaysWhole() {
        // 112 rows are 14 of blocks: 4681 blocks across are 65,534, and one more is too many.
        #expect(plan(16 * 4681, 336, threads: 2).count == 3)
        #expect(plan(16 * 4682, 336, threads: 2).count == 1)
    }

    /// Whatever the threads and however the stripes were dealt out, the bytes are those of one that encodes it all.
    @Test(arguments: JPEGEncodingTests.layouts)
    func joinedStripesAreThePictureInOnePiece(_ layout: cjpeg_layout) throws {
        for (width, height) in [(64, 192), (161, 301), (320, 480)] {
            let samples = RawSamples(layout, width: width, height: height)
            for threads in 1...4 {
                let plan = plan(width, height, layout, threads: threads)
                let whole = MachineTests.encode(samples, restartRows: Int(plan.restartRows)).jpeg
                for _ in 0..<3 {
                    let done = try encode(samples, threads: threads)
                    #expect(done.failure == nil)
                    #expect(done.jpeg == whole, "\(layout.rawValue) \(width)x\(height) by \(threads)")
                }
            }
        }
    }

    @Test func markersCountFromNoughtToSevenAndBegin() throws {
        let samples = RawSamples(CJPEG_GREY, width: 16, height: 1200)
        let done = try encode(samples, threads: 4, segment: [0xFF, 0xE1, 0x00, 0x06, 1, 2, 3, 4])
        var markers: [UInt8] = []
        for (first, second) in zip(done.jpeg, done.jpeg.dropFirst()) where first == 0xFF {
            if (0xD0...0xD7).contains(second) { markers.append(second - 0xD0) }
        }
        #expect(markers == [0, 1, 2, 3, 4, 5, 6, 7, 0, 1])
        #expect(decode(done.jpeg, isGrey: true).result == 0)
        #expect(decode(done.jpeg, isGrey: true).facts.height == 1200)
        #expect(Array(done.jpeg.prefix(10)) == [0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x06, 1, 2, 3, 4])
    }

    @Test func aPictureWithTooFewBytesFailsAsAWhole() throws {
        let samples = RawSamples(CJPEG_YUYV, width: 320, height: 480)
        let encoder = try Encoder(threads: 3)
        var jpeg: [UInt8] = []
        encoder.start(
            RawPicture(
                fourCC: .yuyv, width: 320, height: 481, bytesPerLine: UInt32(samples.bytesPerLine), bytes: samples.bytes
            ),
            quality: 90, into: &jpeg)
        var entry = pollfd(fd: encoder.number, events: Int16(POLLIN), revents: 0)
        // One entry, that outlives the call.
        #expect(unsafe poll(&entry, 1, 20_000) == 1)
        let done = try #require(encoder.finish())
        #expect(done.failure == .tooFewBytes)
        #expect(done.jpeg.isEmpty)
    }

    @Test func eachStripeIsDealtOutOnce() {
        let tickets = StripeTickets()
        for _ in 0..<2 {
            tickets.restart()
            #expect((0..<6).map { _ in tickets.take(of: 4) } == [0, 1, 2, 3, nil, nil])
        }
    }
}
