import Wire

extension Server {
    /// Counts a frame of the source and says whether it is one to take.
    ///
    /// - Returns: its stamp; nil when the rate asked for leaves it out.
    public mutating func stamp(driverSequence: UInt32, captured: Instant) -> FrameStamp? {
        counters.captured += 1
        let number = sequence.number(of: driverSequence)
        if settled == nil { settled = source?.settles ?? true ? captured + settings.settle : captured }
        guard pacer?.admits(captured) ?? true else { return nil }
        return FrameStamp(captured: captured, sequence: number)
    }

    /// Whether somebody would take a picture now: nothing is copied or encoded for nobody.
    public var isPictureWanted: Bool {
        connections.contains { connection in
            switch connection.state {
            case .awaitingPicture: true
            case .streaming: connection.outgoing.isEmpty
            case .reading, .resting, .answering, .lingering, .ended: false
            }
        }
    }

    /// A picture to fill; when all are held, the viewer that holds the oldest and has moved least loses its place.
    ///
    /// - Returns: nil only when every picture is held by somebody else than a viewer.
    public mutating func takePicture() -> Picture? {
        while true {
            if let picture = pool.take() { return picture }
            var last: Connection?
            for connection in connections {
                guard let held = connection.outgoing.picture else { continue }
                guard let other = last, let otherHeld = other.outgoing.picture else {
                    last = connection
                    continue
                }
                let isOlder = held.ordinal < otherHeld.ordinal
                let hasMovedLess = held.ordinal == otherHeld.ordinal && connection.outgoing.sent < other.outgoing.sent
                if isOlder || hasMovedLess { last = connection }
            }
            guard let last else {
                guard newest != nil else { return nil }
                newest = nil
                continue
            }
            counters.stalled += 1
            end(last)
        }
    }

    /// Makes a filled picture the newest one and gives it to all who wait.
    public mutating func publish(_ picture: Picture, stamp: FrameStamp, now: Moment) {
        published += 1
        picture.ordinal = published
        picture.sequence = stamp.sequence
        // A driver's stamp can lie ahead of the clock; an age below nothing helps nobody.
        picture.captured = min(stamp.captured, now.instant)
        picture.unixNanoseconds = now.unixNanoseconds(at: picture.captured)
        newest = picture
        for connection in connections {
            guard case .awaitingPicture(let wish) = connection.state else { continue }
            answerSnapshot(connection, wish, now: now)
        }
    }

    /// Answers a snapshot with the newest picture if it is good enough.
    mutating func answerSnapshot(_ connection: Connection, _ wish: SnapshotWish, now: Moment) {
        guard let newest, let settled, newest.captured >= max(settled, wish.earliest) else { return }
        let head = ResponseHead(
            .ok, contentType: "image/jpeg", contentLength: newest.bytes.count, keepsAlive: connection.keepsAlive)
        head.append(to: &connection.outgoing.head)
        PictureFields(
            contentLength: newest.bytes.count, unixNanoseconds: newest.unixNanoseconds,
            ageMicroseconds: (now.instant - newest.captured).microseconds, sequence: newest.sequence
        ).append(to: &connection.outgoing.head)
        ResponseHead.end(&connection.outgoing.head)
        if !wish.isHead { connection.outgoing.load(picture: newest, skipping: 0, tail: []) }
        connection.state = .answering
        connection.deadline = now.instant + settings.stallTime
    }

    /// Tells all who wait for one picture that none will come.
    mutating func refuseSnapshots(now: Moment) {
        for connection in connections {
            guard case .awaitingPicture(let wish) = connection.state else { continue }
            answer(connection, .serviceUnavailable, line: reason, isHead: wish.isHead)
            connection.deadline = now.instant + settings.stallTime
        }
    }
}
