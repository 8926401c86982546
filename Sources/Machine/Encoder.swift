import CJPEG
import CLinux

/// Makes JPEGs of raw pictures on threads of its own: one picture at a time, so that it is ready soon.
///
/// A picture goes in by `start`; when `number` polls readable it is done, and `finish` hands over everything.
public final class Encoder {
    private let worker: Worker
    private let desk: EncodingDesk
    private let job: () -> Void
    /// How many threads encode a picture together.
    public let threads: Int

    /// Throws when there are no threads to be had (pthread_create(3), eventfd(2)).
    ///
    /// - Parameter threads: how many encode a picture together, each a stripe of it.
    public init(threads: Int = min(Processors.usable, 4)) throws(Errno) {
        let desk = try EncodingDesk(threads: threads)
        self.desk = desk
        self.threads = threads
        job = { desk.work() }
        worker = try Worker(processor: threads > 1 ? 0 : nil)
    }

    /// Whether pictures of this pixel format can be encoded; `isStraight` tells that no conversion comes before.
    public static func canEncode(_ fourCC: FourCC) -> (any: Bool, isStraight: Bool) {
        let isStraight = fourCC.straightLayout != nil
        return (isStraight || Converter.shape(of: fourCC) != nil, isStraight)
    }

    /// Whether a picture was started and its result not yet taken.
    public var isBusy: Bool { worker.isBusy }

    /// The eventfd that becomes readable when the picture is done.
    public var number: Int32 { worker.number }

    /// Gets ready for the frames of a camera as it is configured; before the camera is let go, `leaveCamera` is called.
    public func prepare(for camera: borrowing Camera) throws(EncodingFailure) {
        leaveCamera()
        guard let format = camera.format else { throw .unsupportedFormat }
        if format.fourCC.straightLayout == nil {
            desk.converter = try Converter(format: format, camera: camera.number)
        }
    }

    /// Forgets the camera of the last `prepare`.
    public func leaveCamera() {
        precondition(!isBusy)
        desk.converter = nil
    }

    /// Starts to encode a picture into the array `jpeg`, whose capacity is used; both come back by `finish`.
    ///
    /// The array is taken and an empty one left in its place, so that the thread is its only owner and never copies it.
    /// Quality goes from 1 to 100. `segment` stands behind SOI in place of JFIF's, marker and length included (Exif).
    /// A picture in an array of its own must be in one of the straight formats.
    public func start(
        _ picture: consuming RawPicture, quality: Int, segment: [UInt8] = [], into jpeg: inout [UInt8]
    ) {
        precondition(!isBusy)
        desk.picture = picture
        desk.quality = Int32(quality)
        desk.segment = segment
        swap(&desk.jpeg, &jpeg)
        worker.start(job)
    }

    /// What came of the picture, when `number` is readable; nil while it is not done, or when none was started.
    public func finish() -> EncodedPicture? {
        worker.finish() ? desk.takeResult() : nil
    }
}
