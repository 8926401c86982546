extension Server {
    /// How long viewers wait for the first picture before they are told why: most cameras are quicker.
    static let noticeDelay = Interval.milliseconds(250)

    /// When viewers who wait for the camera are to be told so by a drawn picture; nil when there is nothing to tell.
    var noticeDue: Instant? {
        guard case .opening(let since) = supervisor.state, noticeOf != since, viewers > 0 else { return nil }
        return since + Self.noticeDelay
    }

    /// What to draw and encode for viewers who wait, once for each time; nil when nothing is due.
    public mutating func takeNotice(now: Moment) -> Notice? {
        guard let noticeDue, now.instant >= noticeDue, case .opening(let since) = supervisor.state else { return nil }
        noticeOf = since
        return Notice(size: lastSize ?? settings.size, headline: "Starting", detail: reason)
    }

    /// Gives a drawn picture to all who wait, unless the camera is there by now.
    public mutating func publishNotice(_ jpeg: consuming [UInt8], now: Moment) {
        guard case .opening(let since) = supervisor.state, noticeOf == since else { return }
        let picture = Picture()
        picture.bytes = jpeg
        picture.isNotice = true
        let stamp = FrameStamp(captured: now.instant, sequence: sequence.next())
        publish(picture, stamp: stamp, now: now)
    }
}
