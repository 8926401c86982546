/// How much of what a viewer was sent its program has not read, and whether the next picture waits for that.
///
/// A program that takes a picture, works, and takes the next gets ever older ones: out of its own kernel's buffer, where
/// nobody can take them back. But the window that its kernel announces is smaller by what lies there, so the server sees
/// it: the next picture waits until the last is read, and is then the newest. While it waits, a byte of the next part's
/// head now and then makes the kernel answer with its window of now (it does so by itself only when much has changed).
///
/// A viewer that reads as bytes come shows nearly its whole window each time, and once it is known for one it may be late
/// by a whole picture. What is still on its way does not count, so a distant viewer does not wait either.
struct UnreadGauge {
    /// What may lie unread at the least: less is a matter of the kernel's own rounding.
    static let leastAllowance = 4096
    /// When to look again after the wait began; each further look without movement doubles that, up to the longest.
    static let firstPause = Interval.milliseconds(5)
    /// The longest time between two looks.
    static let longestPause = Interval.milliseconds(80)
    /// A program that reads makes its kernel answer within this, to what the way there takes; else the kernel waits for
    /// 40 ms and longer whether there is anything to send back.
    static let promptAnswer = Interval.milliseconds(10)
    /// A kernel whose program reads acknowledges within this, to what the way there takes.
    static let acknowledgement = Interval.milliseconds(20)
    /// Who reads nothing for so long works between two pictures: it is given one only when it has read all.
    static let working = Interval.milliseconds(300)
    /// What room there has to be beside a picture that is sent for trial: with less than a packet's, 64 KB on the loopback,
    /// a kernel does not tell that its program reads.
    static let leastTrialRoom = 65_536
    /// Who answers so often in a row like one who reads, reads.
    static let promptAnswers = 3
    /// The longest time for which one who works is held up where nothing is seen to be unread.
    static let longestPeriod = Interval.seconds(2)
    /// After so many pictures without such a time it is known for one that reads as bytes come.
    static let promptPictures = 8

    /// What is known of a viewer's program.
    enum Habit {
        /// Nothing yet.
        case unknown
        /// It reads as bytes come.
        case reads
        /// It works between two pictures.
        case works
    }

    /// What is to be done about the next picture.
    enum Verdict {
        /// It may follow.
        case follow
        /// It waits.
        case wait
        /// It waits, and the viewer's kernel is to be made to answer.
        case ask
    }

    /// A viewer's wait for its program.
    struct Wait {
        /// When the program was last seen to read; the beginning of the wait before that.
        var moved: Instant
        var edge: Int
        var look: Instant
        var pause = UnreadGauge.firstPause
        /// When the viewer's kernel is to be asked next, and how much later after that.
        var ask: Instant
        var askPause = UnreadGauge.firstPause
        /// Whether it has been so long that the program must be at work.
        var isPause = false
        /// The window when a picture was sent for trial, after a long time without movement.
        var trialWindow: Int?
    }

    /// A wait in which nothing is seen to be unread.
    struct BlindWait {
        let until: Instant
        var look: Instant
        var isAsked = false
        /// How many times in a row the viewer's kernel has answered as one whose program reads.
        var answers = 0
    }

    /// Bytes that the viewer's kernel has and its program has not read, as far as can be seen.
    private(set) var unreadBytes = 0
    /// Bytes that our kernel has.
    private(set) var queuedBytes = 0
    var windowBytes = 0
    var widestBytes = 0
    /// Up to which byte of the stream there is room: only reading moves it.
    var edge = 0
    var behindSince: Instant?
    var wait: Wait?
    var blindWait: BlindWait?
    /// Whether the next picture is sent for trial.
    var isTrial = false
    var habit = Habit.unknown
    /// How long one who works lately took for a picture.
    var period = Interval.seconds(0)
    /// The widest window when the last picture followed, and when something was last seen to be unread.
    var (widestBefore, widestSeen) = (0, 0)
    /// Since when the viewer's kernel has had no room for the rest of a picture, and what was read by then.
    private var blocked: (edge: Int, since: Instant)?
    var promptPictures = 0

    /// When to look again; nil when the viewer does not wait.
    var look: Instant? { isTrial ? nil : wait?.look ?? blindWait?.look }

    /// Since when the program has been seen to read nothing; nil when it has not.
    var stillSince: Instant? { wait?.moved }

    /// Takes a reading.
    ///
    /// - Parameter taken: how many bytes our kernel has taken for this viewer.
    mutating func note(_ reading: TransportReading, taken: Int) {
        windowBytes = reading.windowBytes
        queuedBytes = reading.queuedBytes
        widestBytes = max(widestBytes, windowBytes)
        unreadBytes = widestBytes - windowBytes
        edge = max(edge, taken - queuedBytes + windowBytes)
    }

    /// Says, after a reading, that our kernel takes no more of a picture.
    mutating func noteBlocked(now: Instant) {
        // Else it is the way there that is narrow.
        guard windowBytes <= queuedBytes else {
            blocked = nil
            return
        }
        if let blocked, edge < blocked.edge + Self.leastAllowance { return }
        endBlock(now: now)
        blocked = (edge: edge, since: now)
    }

    private mutating func endBlock(now: Instant) {
        if let since = blocked?.since, now - since >= Self.working {
            notePause()
            period = min(now - since, Self.longestPeriod)
        }
        blocked = nil
    }

    /// Takes note that the program read nothing for so long that it must be at work.
    mutating func notePause() {
        promptPictures = 0
        // Of one that is known for reading, a pause may be an accident; the next one is none.
        if case .reads = habit { habit = .unknown } else { habit = .works }
    }

    /// Forgets that the viewer waits: there is nothing to wait for.
    mutating func stopWaiting() {
        wait = nil
        blindWait = nil
        behindSince = nil
        isTrial = false
    }

    /// Says that the next picture has been put on its way.
    mutating func noteFollowed() {
        if isTrial {
            isTrial = false
            wait?.trialWindow = windowBytes
            // The head of the next part, and so the bytes to ask with, begin anew.
            wait?.askPause = Self.firstPause
            return
        }
        // While the window grows nothing can be known; else one who works may have become quicker.
        if isBlind, widestBytes <= widestBefore {
            period = Interval(nanoseconds: period.nanoseconds * 7 / 8)
            if period < Self.working { habit = .unknown }
        }
        if !isBlind {
            promptPictures += 1
            if promptPictures > Self.promptPictures { habit = .reads }
        }
        widestBefore = widestBytes
    }

    /// Whether one who works has been given a larger buffer since something was last seen to be unread: then the window
    /// has grown by more than what lies there, and does not tell it.
    private var isBlind: Bool {
        if case .works = habit { widestBytes > widestSeen } else { false }
    }

    /// Whether the next picture may follow, by the reading that was noted last.
    ///
    /// - Parameters:
    ///   - last: the size of the picture before, in bytes, and when our kernel had all of it.
    ///   - roundTrip: the shortest way to the viewer and back.
    ///   - patience: after how long a picture is sent, for trial, to one who does not seem to read.
    mutating func judge(
        last: (bytes: Int, sent: Instant), roundTrip: Interval, patience: Interval, now: Instant
    ) -> Verdict {
        endBlock(now: last.sent)
        if isTrial { return .follow }
        if isAllowed(last, roundTrip: roundTrip, now: now) {
            return isBlind && wait == nil
                ? waitBlindly(last.sent, roundTrip: roundTrip, now: now) : endWait(last.sent, now)
        }
        blindWait = nil
        guard let wait else {
            return beginWait(last.sent, roundTrip: roundTrip, now: now)
        }
        if let trial = wait.trialWindow, queuedBytes <= Self.leastAllowance, windowBytes >= trial - Self.leastAllowance
        {
            // What was sent for trial is read, and the window is no wider than before: that is all it has now.
            widestBytes = windowBytes
            unreadBytes = 0
            return endWait(last.sent, now)
        }
        return lookAgain(lastBytes: last.bytes, patience: patience, now: now)
    }

    /// Whether what is unread is no more than the viewer may leave so, after a picture of that size.
    private func isAllowed(_ last: (bytes: Int, sent: Instant), roundTrip: Interval, now: Instant) -> Bool {
        switch habit {
        case .unknown:
            // What no one has acknowledged for so long may lie there unread: who reads has it acknowledged at once.
            let isLate = now - last.sent >= max(Interval(nanoseconds: 2 * roundTrip.nanoseconds), Self.acknowledgement)
            return unreadBytes + (isLate ? queuedBytes : 0) <= max(Self.leastAllowance, last.bytes / 4)
        case .reads: return unreadBytes <= max(Self.leastAllowance, last.bytes)
        // Who works between pictures has not read what is still on its way to it.
        case .works: return unreadBytes + queuedBytes <= Self.leastAllowance
        }
    }
}
