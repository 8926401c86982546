extension Server {
    /// How long viewers wait for a picture before they are told why there is none: most cameras are quicker.
    static let noticeDelay = Interval.milliseconds(250)

    /// What those who wait for a picture are to be told; nil while the camera gives some, or nobody looks.
    var noticeText: NoticeBoard.Text? {
        if isLive { return nil }
        let headline: NoticeBoard.Text.Headline
        switch (supervisor.state, supervisor.fault) {
        case (.idle, _): return nil
        case (.paused, _): headline = .paused
        case (_, nil): headline = .starting
        case (_, .some(let fault)): headline = fault.isAbsence && source == nil ? .noCamera : .cameraLost
        }
        return NoticeBoard.Text(headline: headline, detail: Array(reason.utf8), size: lastSize ?? settings.size)
    }

    /// Whether anybody is there to be told.
    private func isNoticeWanted(_ text: NoticeBoard.Text) -> Bool {
        connections.contains { connection in
            switch connection.state {
            case .streaming: true
            case .awaitingPicture(let wish): wish.takesNotice && text.headline != .starting
            case .reading, .resting, .awaitingAccess, .awaitingControls, .answering, .lingering, .ended: false
            }
        }
    }

    /// When a notice is to be drawn, or shown; nil when there is none to tell, or it is being drawn.
    var noticeDue: Instant? {
        guard !board.isDrawing, let text = noticeText, isNoticeWanted(text) else { return nil }
        if board.isDone(text) { return board.jpeg(of: text) == nil ? nil : board.showAgain ?? began }
        guard text.headline != .paused, let lostSince else { return began }
        return lostSince + Self.noticeDelay
    }

    /// What to draw and encode for those who wait, once for each text; nil when nothing is due.
    public mutating func takeNotice(now: Moment) -> Notice? {
        guard let noticeDue, now.instant >= noticeDue, let text = noticeText, !board.isDone(text) else { return nil }
        return board.take(text)
    }

    /// Takes what was drawn, and shows it unless the camera is there by now; empty when it could not be drawn.
    public mutating func publishNotice(_ jpeg: consuming [UInt8], now: Moment) {
        board.put(jpeg)
        showNotice(now: now)
    }

    /// Shows the notice when it is due: to all who watch, and to those who take it for a snapshot.
    mutating func showNotice(now: Moment) {
        guard let noticeDue, now.instant >= noticeDue, let text = noticeText, let jpeg = board.jpeg(of: text) else {
            return
        }
        board.noteShown(now: now.instant)
        let picture = Picture()
        picture.bytes = jpeg
        picture.isNotice = true
        publish(picture, stamp: FrameStamp(captured: now.instant, sequence: sequence.next()), now: now)
        guard text.headline != .starting else { return }
        for connection in connections {
            guard case .awaitingPicture(let wish) = connection.state, wish.takesNotice else { continue }
            answerSnapshot(connection, wish, with: picture, now: now)
        }
    }
}
