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

    /// Whether somebody would take a picture now: nothing is encoded for nobody.
    ///
    /// - Parameter captured: when the picture was captured, for viewers who asked for a lower rate.
    public func isPictureWanted(captured: Instant) -> Bool {
        connections.contains { connection in
            switch connection.state {
            case .awaitingPicture: true
            case .streaming(let viewer): connection.outgoing.isEmpty && viewer.isDue(captured)
            case .reading, .resting, .answering, .lingering, .ended: false
            }
        }
    }

    /// Whether somebody would take a picture now, or when through with the last one: nothing is copied for nobody.
    public func isPictureOfUse(captured: Instant) -> Bool {
        isPictureWanted(captured: captured) || connections.contains { $0.viewer != nil && !$0.outgoing.isEmpty }
    }

    /// A picture to fill; when all are held, those who hold the oldest lose their place.
    ///
    /// - Returns: nil only when every picture is held by somebody else than a connection.
    public mutating func takePicture() -> Picture? {
        while true {
            if let picture = pool.take() { return picture }
            if let oldest = connections.compactMap({ $0.outgoing.picture }).min(by: { $0.ordinal < $1.ordinal }) {
                for connection in connections where connection.outgoing.picture === oldest {
                    counters.stalled += 1
                    end(connection)
                }
            } else if newest != nil {
                newest = nil
            } else {
                return nil
            }
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
