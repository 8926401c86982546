extension UnreadGauge {
    mutating func beginWait(_ sent: Instant, roundTrip: Interval, now: Instant) -> Verdict {
        let since = behindSince ?? now
        behindSince = since
        // The window of now is known when an answer to what was sent can have come. Between distant places one lost
        // packet makes it look small until the next answer: there it counts when it stays so.
        let answer = Interval(nanoseconds: 2 * roundTrip.nanoseconds)
        guard now - sent >= answer || now - since >= answer else { return .follow }
        widestSeen = widestBytes
        let look = now + Self.firstPause
        wait = Wait(moved: now, edge: edge, look: look, ask: look)
        return .wait
    }

    mutating func lookAgain(lastBytes: Int, patience: Interval, now: Instant) -> Verdict {
        guard var wait else { return .follow }
        defer { self.wait = wait }
        let hasMoved = edge >= wait.edge + Self.leastAllowance
        if hasMoved {
            wait.edge = edge
            wait.moved = now
            if queuedBytes <= Self.leastAllowance { wait.trialWindow = nil }
        }
        wait.pause =
            hasMoved ? Self.firstPause : min(Interval(nanoseconds: 2 * wait.pause.nanoseconds), Self.longestPause)
        wait.look = now + wait.pause
        let stillness = now - wait.moved
        if stillness >= Self.working, !wait.isPause {
            wait.isPause = true
            notePause()
        }
        if stillness >= patience, wait.trialWindow == nil, windowBytes >= lastBytes + Self.leastTrialRoom {
            isTrial = true
            wait.ask = now
            return .follow
        }
        guard !hasMoved, now >= wait.ask else { return .wait }
        // Each takes a byte, and they have to last as long as a viewer may take nothing: twice the patience.
        let longest = Interval(nanoseconds: patience.nanoseconds * 12 / 100)
        wait.askPause = min(Interval(nanoseconds: 2 * wait.askPause.nanoseconds), longest)
        // Around the time when one who works is through it is to be known soon; well before, nothing is to be heard.
        let (half, most) = (
            Interval(nanoseconds: period.nanoseconds / 2), Interval(nanoseconds: period.nanoseconds * 3 / 2)
        )
        if stillness >= half, stillness < most {
            wait.askPause = min(wait.askPause, max(Self.longestPause, Interval(nanoseconds: period.nanoseconds / 16)))
        }
        wait.ask = now + wait.askPause
        if wait.askPause > Self.longestPause, stillness < half { wait.ask = max(wait.ask, wait.moved + half) }
        return .ask
    }

    mutating func endWait(_ sent: Instant, _ now: Instant) -> Verdict {
        if wait != nil { period = min(now - sent, Self.longestPeriod) }
        stopWaiting()
        return .follow
    }

    /// Lets one who works wait as long as it took for its last picture, or until its kernel answers like one whose program
    /// reads.
    mutating func waitBlindly(_ sent: Instant, roundTrip: Interval, now: Instant) -> Verdict {
        guard now - sent < period else { return endWait(sent, now) }
        var blind = blindWait ?? BlindWait(until: sent + period, look: now)
        defer { if blindWait != nil { blindWait = blind } }
        blindWait = blind
        if blind.isAsked {
            blind.isAsked = false
            blind.answers = queuedBytes == 0 ? blind.answers + 1 : 0
            if blind.answers >= Self.promptAnswers {
                habit = .unknown
                return endWait(sent, now)
            }
            // No answer in time: so it waits, and is asked no more for this picture.
            if blind.answers == 0 {
                blind.look = blind.until
                return .wait
            }
        }
        blind.isAsked = true
        blind.look = min(now + roundTrip + Self.promptAnswer, blind.until)
        return .ask
    }
}
