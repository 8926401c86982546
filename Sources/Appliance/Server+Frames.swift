import Wire

extension Server {
    /// Counts a frame of the source and says whether it is one to take.
    ///
    /// - Returns: its stamp; nil when the rate asked for leaves it out, or a later frame came before it.
    public mutating func stamp(driverSequence: UInt32, captured: Instant) -> FrameStamp? {
        counters.captured += 1
        // uvcvideo fills its buffers on several processors: one may be ready after the next. By the number alone it could
        // be a driver that counts anew, by the time alone a clock that was set.
        if sequence.isBehind(driverSequence), captured < lastCaptured ?? captured {
            counters.late += 1
            return nil
        }
        lastCaptured = captured
        let number = sequence.number(of: driverSequence)
        if settled == nil { settled = source?.isCamera ?? true ? captured + settings.settle : captured }
        guard pacer?.admits(captured) ?? true else {
            counters.surplus += 1
            return nil
        }
        return FrameStamp(captured: captured, sequence: number)
    }

    /// Whether somebody would take a picture now: nothing is encoded for nobody.
    ///
    /// - Parameter captured: when the picture was captured, for viewers who asked for a lower rate.
    public func isPictureWanted(captured: Instant) -> Bool {
        connections.contains { connection in
            switch connection.state {
            case .awaitingPicture: true
            case .streaming(let viewer):
                connection.outgoing.isEmpty && !viewer.isWaiting && viewer.isDue(captured)
            case .reading, .resting, .awaitingAccess, .awaitingControls, .answering, .lingering, .ended: false
            }
        }
    }

    /// Whether somebody would take a picture now, or when through with the last one: nothing is kept for nobody.
    public func isPictureOfUse(captured: Instant) -> Bool {
        isPictureWanted(captured: captured)
            || connections.contains { connection in
                connection.viewer.map { $0.isWaiting || !connection.outgoing.isEmpty } ?? false
            }
    }

    /// How large the next picture may be expected to be: as the newest.
    public var newestBytes: Int { newest?.count ?? 0 }

    /// A picture of our own memory to fill; when all are held, those who moved least lose their place.
    ///
    /// - Parameter bytes: how large it is going to be, as far as that is known.
    /// - Returns: nil only when every picture is held by somebody else than a connection.
    public mutating func takePicture(bytes: Int) -> Picture? {
        while true {
            if let picture = pool.take(bytes: bytes) { return picture }
            guard giveUpPicture() else { return nil }
        }
    }

    /// Moves a picture out of the camera's buffer, which the camera needs, into memory of our own.
    ///
    /// - Parameter copy: fills the array with the picture's bytes.
    /// - Returns: the picture to use in its place for the buffer's next; nil when those who held it have lost their
    ///   place, and the buffer is free.
    public mutating func keep(_ picture: Picture, copy: (inout [UInt8]) -> Void) -> Picture? {
        while picture === newest || connections.contains(where: { $0.outgoing.picture === picture }) {
            guard let spare = pool.take(bytes: picture.count, lent: lentPictures) else {
                guard giveUpPicture() else { break }
                continue
            }
            spare.bytes.removeAll(keepingCapacity: true)
            spare.reserve(picture.count)
            copy(&spare.bytes)
            swap(&spare.bytes, &picture.bytes)
            picture.loan = nil
            pool.replace(spare, by: picture)
            counters.copied += 1
            return spare
        }
        return nil
    }

    /// Whether a viewer may begin with the newest picture, which it holds while others come.
    ///
    /// Who is quick may: it holds none for long. The others are not to hold more different pictures than there is memory
    /// for, or one would lose its place for another: they wait until an old one is through, and then begin together.
    func hasRoom(for viewer: Viewer) -> Bool {
        guard !viewer.isQuick, let newest, heldPictures >= pool.capacity(bytes: newest.count, lent: lentPictures) else {
            return true
        }
        return connections.contains { $0.outgoing.picture === newest && $0.viewer?.isQuick == false }
    }

    /// Ends the viewers at a picture on which nothing has moved for a while, so that others need not wait for their stall.
    mutating func makeRoom(now: Moment) {
        guard let stillest = stillestPicture, stillest.patience + stillTime <= now.instant + settings.stallTime else {
            return
        }
        giveUp(stillest.picture)
    }

    /// How many different pictures connections hold, the newest left out.
    private var heldPictures: Int {
        var count = 0
        for (index, connection) in connections.enumerated() {
            guard let picture = connection.outgoing.picture, picture !== newest else { continue }
            if !connections[..<index].contains(where: { $0.outgoing.picture === picture }) { count += 1 }
        }
        return count
    }

    /// Ends all who hold the picture on which nothing has moved for the longest: one of them alone would free nothing.
    ///
    /// - Returns: whether anything was given up.
    private mutating func giveUpPicture() -> Bool {
        guard let stillest = stillestPicture else {
            let hadOne = newest != nil
            newest = nil
            return hadOne
        }
        giveUp(stillest.picture)
        return true
    }

    private mutating func giveUp(_ picture: Picture) {
        for connection in connections where connection.outgoing.picture === picture {
            counters.stalled += 1
            end(connection)
        }
    }

    /// The picture whose holders have all not moved for the longest, and until when they may; nil when none is held.
    private var stillestPicture: (picture: Picture, patience: Instant)? {
        var stillest: (picture: Picture, patience: Instant)?
        for connection in connections {
            guard let picture = connection.outgoing.picture else { continue }
            let patience = latestPatience(of: picture)
            // Of two that stand alike, the older.
            if let found = stillest, (found.patience, found.picture.ordinal) <= (patience, picture.ordinal) { continue }
            stillest = (picture, patience)
        }
        return stillest
    }

    /// Until when the one who moved last of those who hold a picture may take: each movement puts that off.
    private func latestPatience(of picture: Picture) -> Instant {
        var latest = Instant(nanoseconds: .min)
        for connection in connections where connection.outgoing.picture === picture {
            latest = max(latest, connection.deadline ?? latest)
        }
        return latest
    }

    /// Makes a filled picture the newest one and gives it to all who wait.
    public mutating func publish(_ picture: Picture, stamp: FrameStamp, now: Moment) {
        published += 1
        picture.ordinal = published
        // A notice may have gone out while this one was being encoded; no viewer sees a number go back.
        picture.sequence = stamp.sequence > lastSequence ? stamp.sequence : sequence.next()
        lastSequence = picture.sequence
        // A driver's stamp can lie ahead of the clock; an age below nothing helps nobody.
        picture.captured = min(stamp.captured, now.instant)
        picture.unixNanoseconds = now.unixNanoseconds(at: picture.captured)
        if !picture.isNotice {
            counters.readied += 1
            counters.readying = counters.readying + (now.instant - picture.captured)
        }
        newest = picture
        for connection in connections {
            guard case .awaitingPicture(let wish) = connection.state else { continue }
            answerSnapshot(connection, wish, now: now)
        }
    }

    /// Answers a snapshot with the newest picture if it is good enough.
    mutating func answerSnapshot(_ connection: Connection, _ wish: SnapshotWish, now: Moment) {
        guard let newest, !newest.isNotice, let settled, newest.captured >= max(settled, wish.earliest) else { return }
        answerSnapshot(connection, wish, with: newest, now: now)
    }

    /// Answers a snapshot with a picture.
    func answerSnapshot(_ connection: Connection, _ wish: SnapshotWish, with picture: Picture, now: Moment) {
        let head = ResponseHead(
            .ok, contentType: "image/jpeg", contentLength: picture.count, keepsAlive: connection.keepsAlive)
        head.append(to: &connection.outgoing.head)
        PictureFields(
            contentLength: picture.count, unixNanoseconds: picture.unixNanoseconds,
            ageMicroseconds: (now.instant - picture.captured).microseconds, sequence: picture.sequence
        ).append(to: &connection.outgoing.head)
        ResponseHead.end(&connection.outgoing.head)
        if !wish.isHead { connection.outgoing.load(picture: picture, skipping: 0, tail: []) }
        connection.state = .answering
        connection.deadline = now.instant + settings.stallTime
    }

    /// Tells all who wait for one picture that none will come; those who take a notice for it wait for that.
    mutating func refuseSnapshots(now: Moment) {
        for connection in connections {
            guard case .awaitingPicture(let wish) = connection.state, !wish.takesNotice else { continue }
            answer(connection, .serviceUnavailable, line: reason, isHead: wish.isHead)
            connection.deadline = now.instant + settings.stallTime
        }
    }
}
