import Wire

/// One connection's part in the stream: what it asked for, and what it got.
final class Viewer {
    let style: Multipart.Style
    /// When the stream is to end, where `seconds=` was asked.
    let end: Instant?
    /// The rate that `fps=` asked for, in thousandths a second.
    private let rateThousandths: Int?
    private var pacer: Pacer?
    private var framesLeft: Int?

    /// Whether the closing delimiter is sent or on its way.
    private(set) var hasSaidEnd = false
    private(set) var frames = 0
    private(set) var skipped = 0
    private(set) var bytes = 0
    /// The age of the last picture when it was handed over.
    private(set) var age = Interval(nanoseconds: 0)
    private var lastOrdinal: Int
    private var meter: RateMeter

    init(_ wish: StreamWish, newestOrdinal: Int, now: Instant) {
        style = wish.style
        end = wish.seconds.map { now + Interval(nanoseconds: Int64($0) * 1_000_000) }
        rateThousandths = wish.rateThousandths
        framesLeft = wish.frames
        lastOrdinal = newestOrdinal
        meter = RateMeter(now: now)
    }

    /// Whether the stream has given all that was asked.
    func isOver(at now: Instant) -> Bool {
        framesLeft == 0 || end.map { now >= $0 } ?? false
    }

    /// Whether this picture is one to send: newer than the last, and due.
    func takes(_ picture: Picture, sourceRateThousandths: Int) -> Bool {
        guard picture.ordinal > lastOrdinal else { return false }
        guard let rateThousandths, rateThousandths < sourceRateThousandths else { return true }
        if pacer == nil {
            pacer = Pacer(rateThousandths: rateThousandths, sourceRateThousandths: sourceRateThousandths)
        }
        return pacer?.admits(picture.captured) ?? true
    }

    /// Whether a picture of that time would be due, at the rate that was asked for.
    func isDue(_ captured: Instant) -> Bool {
        pacer?.wouldAdmit(captured) ?? true
    }

    /// Puts a picture on its way, with what stands around it.
    func load(_ picture: Picture, into outgoing: inout Outgoing, now: Instant) {
        if frames > 0 { skipped += max(picture.ordinal - lastOrdinal - 1, 0) }
        lastOrdinal = picture.ordinal
        frames += 1
        age = now - picture.captured
        meter.count(now: now)
        framesLeft = framesLeft.map { $0 - 1 }
        if style == .full {
            Multipart.append(
                head: PictureFields(
                    contentLength: picture.bytes.count, unixNanoseconds: picture.unixNanoseconds,
                    ageMicroseconds: age.microseconds, sequence: picture.sequence),
                to: &outgoing.head)
        }
        hasSaidEnd = framesLeft == 0
        let tail = hasSaidEnd ? Multipart.ending : Multipart.delimiter(style)
        outgoing.load(picture: picture, skipping: Multipart.bytesAhead(style), tail: tail)
    }

    /// Counts bytes that the kernel took.
    func count(bytes count: Int) {
        bytes += count
    }

    /// Says that no picture is to come after the one that is on its way.
    func endAfterPicture() {
        framesLeft = 0
    }

    /// Puts the stream's closing delimiter on its way.
    ///
    /// - Parameter newest: the newest picture, even one that was sent: where the next part's head has gone ahead, it
    ///   makes that part whole.
    func loadEnd(newest: Picture?, into outgoing: inout Outgoing, now: Instant) {
        if style == .bare, let newest {
            framesLeft = 1
            load(newest, into: &outgoing, now: now)
        } else {
            outgoing.head.append(contentsOf: Multipart.ending)
            hasSaidEnd = true
        }
    }

    /// Pictures a second, in thousandths, over the last second or so.
    func rateThousandths(now: Instant) -> Int { meter.rateThousandths(now: now) }
}
