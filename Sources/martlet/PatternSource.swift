import Appliance
import Machine

/// The test pattern as a source: when its pictures are due, and their samples for the encoder.
final class PatternSource {
    private var pattern: TestPattern
    private let began: Instant
    private let interval: Interval
    private let rateThousandths: Int
    private var ticks: Int64 = 0

    init(_ settings: Settings, now: Instant) {
        pattern = TestPattern(size: settings.size)
        rateThousandths = settings.rateThousandths
        interval = .between(rateThousandths: settings.rateThousandths)
        began = now
    }

    /// What it gives.
    var format: SourceFormat {
        SourceFormat(
            name: "YUYV", width: pattern.size.width, height: pattern.size.height, rateThousandths: rateThousandths,
            isEncoded: true)
    }

    /// When the next picture is due.
    var due: Instant {
        began + Interval(nanoseconds: ticks * interval.nanoseconds)
    }

    /// The number of the picture that is due, or nil; those that were missed are passed over.
    func tick(now: Instant) -> UInt32? {
        guard now >= due else { return nil }
        ticks = (now - began).nanoseconds / interval.nanoseconds + 1
        return UInt32(truncatingIfNeeded: ticks)
    }

    /// Draws a picture and lends its samples; nil while they are lent.
    func draw(number: Int, now: Moment) -> RawPicture? {
        guard !pattern.isLent else { return nil }
        pattern.draw(number: number, unixNanoseconds: now.unixNanoseconds)
        return RawPicture(
            fourCC: .yuyv, width: UInt32(pattern.size.width), height: UInt32(pattern.size.height),
            bytesPerLine: UInt32(pattern.bytesPerLine), lines: pattern.lines, bytes: pattern.lend())
    }

    /// Takes the samples back.
    func restore(_ bytes: consuming [UInt8]) {
        pattern.restore(bytes)
    }
}
