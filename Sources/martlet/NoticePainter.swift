import Appliance
import Machine

/// Makes a JPEG of a notice, beside whatever the camera's own encoder is at; it is seldom there, and takes its thread
/// and its memory with it.
final class NoticePainter {
    private let encoder: Encoder

    /// Begins.
    init(_ notice: Notice, quality: Int, segment: [UInt8]) throws(Errno) {
        encoder = try Encoder(threads: 1)
        let raw = RawPicture(
            fourCC: .yuyv, width: UInt32(notice.size.width), height: UInt32(notice.size.height),
            bytesPerLine: UInt32(notice.bytesPerLine), lines: notice.lines, bytes: notice.bytes)
        var none: [UInt8] = []
        encoder.start(raw, quality: quality, segment: segment, into: &none)
    }

    /// The descriptor to poll for reading: readable when it is done.
    var number: Int32 { encoder.number }

    /// The JPEG, when it is done; nil when it could not be made.
    func finish() -> [UInt8]? {
        guard let result = encoder.finish(), result.failure == nil else { return nil }
        return result.jpeg
    }
}
