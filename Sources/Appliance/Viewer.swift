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

    /// How much of a viewer's first picture goes alone.
    ///
    /// On the loopback, where a packet has up to 64 KB, Linux announces its whole buffer only after a smaller one: else a
    /// picture could lie there unread and the window be no smaller.
    private static let firstRun = 16_384

    /// Whether the closing delimiter is sent or on its way.
    private(set) var hasSaidEnd = false
    private(set) var frames = 0
    private(set) var skipped = 0
    private(set) var bytes = 0
    /// The age of the last picture when it was handed over.
    private(set) var age = Interval(nanoseconds: 0)
    /// How far its program is behind.
    private(set) var gauge = UnreadGauge()
    private var lastOrdinal: Int
    private var meter: RateMeter
    /// How many bytes of the next part's lead-in have gone ahead.
    private var bytesAhead = 0
    /// The size of the last picture, and when the kernel had all of it.
    private var last: (bytes: Int, sent: Instant)
    /// When the last picture was put on its way.
    private var begun: Instant
    /// How many pictures, one after the other, were gone before the next one came.
    private var quickPictures = 0

    init(_ wish: StreamWish, newestOrdinal: Int, now: Instant) {
        style = wish.style
        end = wish.seconds.map { now + Interval(nanoseconds: Int64($0) * 1_000_000) }
        rateThousandths = wish.rateThousandths
        framesLeft = wish.frames
        lastOrdinal = newestOrdinal
        meter = RateMeter(now: now)
        last = (bytes: 0, sent: now)
        begun = now
    }

    /// Whether the stream has given all that was asked.
    func isOver(at now: Instant) -> Bool {
        framesLeft == 0 || end.map { now >= $0 } ?? false
    }

    /// Whether this picture is one to send: newer than the last, and due.
    func wants(_ picture: Picture, sourceRateThousandths: Int) -> Bool {
        guard picture.ordinal > lastOrdinal else { return false }
        if pacer == nil, let rateThousandths, rateThousandths < sourceRateThousandths {
            pacer = Pacer(rateThousandths: rateThousandths, sourceRateThousandths: sourceRateThousandths)
        }
        return isDue(picture.captured)
    }

    /// Whether a picture of that time would be due, at the rate that was asked for.
    func isDue(_ captured: Instant) -> Bool {
        pacer?.wouldAdmit(captured) ?? true
    }

    /// Puts a picture on its way, with what stands around it.
    func load(_ picture: Picture, into outgoing: inout Outgoing, isLast: Bool = false, now: Instant) {
        if frames > 0 { skipped += max(picture.ordinal - lastOrdinal - 1, 0) }
        lastOrdinal = picture.ordinal
        frames += 1
        age = now - picture.captured
        meter.count(now: now)
        // Who asked for so many pictures, in all or a second, asked for the camera's.
        if !picture.isNotice {
            _ = pacer?.admits(picture.captured)
            framesLeft = framesLeft.map { $0 - 1 }
        }
        gauge.noteFollowed()
        outgoing.head.append(contentsOf: Multipart.leadIn(style)[bytesAhead...])
        bytesAhead = 0
        last.bytes = picture.count
        begun = now
        if style == .full {
            Multipart.append(
                head: PictureFields(
                    contentLength: picture.count, unixNanoseconds: picture.unixNanoseconds,
                    ageMicroseconds: age.microseconds, sequence: picture.sequence),
                to: &outgoing.head)
        }
        hasSaidEnd = isLast || framesLeft == 0
        let tail = hasSaidEnd ? Multipart.ending : Multipart.delimiter(style)
        outgoing.load(
            picture: picture, skipping: Multipart.bytesAhead(style), tail: tail,
            runLimit: frames == 1 ? Self.firstRun : nil)
    }

    /// Counts bytes that the kernel took.
    func count(bytes count: Int) {
        bytes += count
    }

    /// Whether it is known for holding no picture for long: the first ones may have gone into an empty buffer.
    var isQuick: Bool { quickPictures >= 4 }

    /// Says that the kernel has all of what was on its way: a picture, if nothing has gone ahead of the next.
    ///
    /// - Parameter interval: between two pictures.
    func hasSentAll(interval: Interval, now: Instant) {
        guard bytesAhead == 0 else { return }
        last.sent = now
        quickPictures = frames > 0 && now - begun < interval ? quickPictures + 1 : 0
    }

    // MARK: Waiting for the viewer's program

    /// Whether the next picture waits until the viewer's program has read the last.
    var isWaiting: Bool { gauge.look != nil }

    /// Takes a reading of the connection.
    func note(_ reading: TransportReading) {
        gauge.note(reading, taken: bytes)
    }

    /// Takes a reading when the kernel takes no more of a picture.
    func noteBlocked(_ reading: TransportReading, now: Instant) {
        note(reading)
        gauge.noteBlocked(now: now)
    }

    /// Whether the next picture may follow; a byte that makes the viewer's kernel answer may be put on its way instead.
    ///
    /// - Parameter patience: after how long one who does not seem to read is sent a picture for trial.
    func mayFollow(
        _ reading: TransportReading, patience: Interval, into outgoing: inout Outgoing, now: Instant
    ) -> Bool {
        note(reading)
        // The first shows the window as it is when nothing is unread.
        if frames == 0 { return true }
        switch gauge.judge(last: last, roundTrip: reading.roundTrip, patience: patience, now: now) {
        case .follow: return true
        case .wait: return false
        case .ask:
            let leadIn = Multipart.leadIn(style)
            if bytesAhead < leadIn.count {
                outgoing.head.append(leadIn[bytesAhead])
                bytesAhead += 1
            }
            return false
        }
    }

    /// Forgets that the viewer waits: the camera is closed.
    func stopWaiting() {
        gauge.stopWaiting()
    }

    /// Passes a picture over that has grown old while the viewer waited.
    func pass(over picture: Picture) {
        guard picture.ordinal > lastOrdinal else { return }
        skipped += picture.ordinal - lastOrdinal
        lastOrdinal = picture.ordinal
    }

    /// Says that no picture is to come after the one that is on its way.
    func endAfterPicture() {
        framesLeft = 0
    }

    /// Puts the stream's end on its way; false when there is nothing that could end it well.
    ///
    /// - Parameter newest: the newest picture, even one that was sent: where the next part's head has gone ahead, or
    ///   begun to, it makes that part whole.
    func loadEnd(newest: Picture?, into outgoing: inout Outgoing, now: Instant) -> Bool {
        hasSaidEnd = true
        if style == .full, bytesAhead == 0 {
            outgoing.head.append(contentsOf: Multipart.ending)
        } else if let newest {
            load(newest, into: &outgoing, isLast: true, now: now)
        } else if style == .full {
            outgoing.head.append(contentsOf: Multipart.leadIn(style)[bytesAhead...])
            outgoing.head.append(contentsOf: Multipart.emptyPart)
        } else {
            // Half a picture has gone ahead: that no delimiter follows tells that it is none.
            return false
        }
        return true
    }

    /// Pictures a second, in thousandths, over the last second or so.
    func rateThousandths(now: Instant) -> Int { meter.rateThousandths(now: now) }
}
