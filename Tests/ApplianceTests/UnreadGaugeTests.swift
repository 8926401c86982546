import Testing

@testable import Appliance

/// Every limit of the gauge, at its edge.
@Suite("How much is unread")
struct UnreadGaugeTests {
    private static let picture = 60_000
    private static let patience = Interval.milliseconds(2000)

    /// A gauge that knows a window of a million bytes, and its clock.
    private final class Probe {
        var gauge = UnreadGauge()
        var now = Instant(nanoseconds: 1_000_000_000)
        var sent = Instant(nanoseconds: 1_000_000_000)
        var taken = 0
        let roundTrip: Interval

        /// Says that our kernel takes no more, with so much unread and in it.
        func block(unread: Int, queued: Int) {
            gauge.note(
                TransportReading(windowBytes: 1_000_000 - unread, queuedBytes: queued, roundTrip: roundTrip),
                taken: taken
            )
            gauge.noteBlocked(now: now)
        }

        init(roundTripMilliseconds: Int = 0) {
            roundTrip = .milliseconds(roundTripMilliseconds)
            gauge.note(TransportReading(windowBytes: 1_000_000, queuedBytes: 0, roundTrip: roundTrip), taken: 0)
        }

        /// What is judged with so much unread and in our own kernel, some time after the last judgement.
        func judge(unread: Int, queued: Int = 0, afterMilliseconds: Int = 0) -> UnreadGauge.Verdict {
            now = now + .milliseconds(afterMilliseconds)
            gauge.note(
                TransportReading(windowBytes: 1_000_000 - unread, queuedBytes: queued, roundTrip: roundTrip),
                taken: taken
            )
            let verdict = gauge.judge(
                last: (bytes: UnreadGaugeTests.picture, sent: sent), roundTrip: roundTrip,
                patience: UnreadGaugeTests.patience, now: now)
            if verdict == .follow { gauge.noteFollowed() }
            return verdict
        }
    }

    @Test func aQuarterOfAPictureMayBeUnread() {
        #expect(Probe().judge(unread: 15_000) == .follow)
        #expect(Probe().judge(unread: 15_001) == .wait)
        #expect(Probe().judge(unread: 0, queued: 90_000, afterMilliseconds: 19) == .follow, "it is on its way")
        #expect(Probe().judge(unread: 0, queued: 15_000, afterMilliseconds: 20) == .follow)
        #expect(Probe().judge(unread: 0, queued: 15_001, afterMilliseconds: 20) == .wait, "no one has acknowledged it")
        let distant = Probe(roundTripMilliseconds: 100)
        #expect(distant.judge(unread: 0, queued: 90_000, afterMilliseconds: 199) == .follow)
    }

    @Test func betweenDistantPlacesTheAnswerIsWaitedFor() {
        let soon = Probe(roundTripMilliseconds: 100)
        #expect(soon.judge(unread: 90_000, afterMilliseconds: 199) == .follow)
        let late = Probe(roundTripMilliseconds: 100)
        #expect(late.judge(unread: 90_000, afterMilliseconds: 200) == .wait)
    }

    @Test func betweenDistantPlacesItCountsWhenItStaysSo() {
        let probe = Probe(roundTripMilliseconds: 100)
        for time in stride(from: 0, to: 200, by: 20) {
            probe.sent = probe.now
            #expect(probe.judge(unread: 90_000, afterMilliseconds: time == 0 ? 0 : 20) == .follow, "\(time) ms")
        }
        #expect(probe.judge(unread: 90_000, afterMilliseconds: 20) == .wait, "two round trips long")
        let lossy = Probe(roundTripMilliseconds: 100)
        for time in 0..<100 {
            lossy.sent = lossy.now
            #expect(lossy.judge(unread: time % 9 == 0 ? 0 : 90_000, afterMilliseconds: 20) == .follow, "\(time)")
        }
    }

    @Test func looksAreSoonAndThenSeldom() {
        let probe = Probe()
        probe.taken = 60_000
        #expect(probe.judge(unread: 60_000) == .wait)
        var pauses: [Int] = []
        var verdicts: [UnreadGauge.Verdict] = []
        for _ in 0..<7 {
            let pause = probe.gauge.look.map { ($0 - probe.now).milliseconds } ?? 0
            pauses.append(pause)
            verdicts.append(probe.judge(unread: 60_000, afterMilliseconds: pause))
        }
        #expect(pauses == [5, 10, 20, 40, 80, 80, 80])
        #expect(verdicts == [.ask, .ask, .ask, .ask, .ask, .wait, .ask], "each takes a byte of the few that there are")
        // Reading is movement: looked at again soon, and the kernel speaks by itself.
        #expect(probe.judge(unread: 55_905, afterMilliseconds: 80) == .wait)
        #expect(probe.gauge.look == probe.now + .milliseconds(80), "less than a few kilobytes is rounding")
        #expect(probe.judge(unread: 55_904, afterMilliseconds: 80) == .wait)
        #expect(probe.gauge.look == probe.now + .milliseconds(5))
        #expect(probe.gauge.stillSince == probe.now)
    }

    /// One who has read its picture after so many milliseconds without a movement.
    private func probe(pausing milliseconds: Int) -> Probe {
        let probe = Probe()
        #expect(probe.judge(unread: 60_000) == .wait)
        #expect(probe.judge(unread: 60_000, afterMilliseconds: milliseconds) == .ask)
        #expect(probe.judge(unread: 0) == .follow)
        probe.sent = probe.now
        return probe
    }

    @Test func whoWorksIsGivenAPictureOnlyWhenAllIsRead() {
        #expect(probe(pausing: 299).judge(unread: 15_000) == .follow)
        #expect(probe(pausing: 299).judge(unread: 15_001) == .wait)
        #expect(probe(pausing: 300).judge(unread: 4096, afterMilliseconds: 300) == .follow)
        #expect(probe(pausing: 300).judge(unread: 4097, afterMilliseconds: 300) == .wait)
        #expect(
            probe(pausing: 300).judge(unread: 0, queued: 4097, afterMilliseconds: 300) == .wait,
            "what is on its way is not read either")
    }

    @Test func whoNoLongerWorksIsForgivenAfterSomePictures() {
        let probe = probe(pausing: 300)
        for _ in 0..<7 { #expect(probe.judge(unread: 0) == .follow, "a window that is open again is believed") }
        #expect(probe.judge(unread: 4097) == .wait)
        #expect(probe.judge(unread: 0) == .follow)
        #expect(probe.judge(unread: 60_000) == .follow, "now it may be late by a whole picture")
        #expect(probe.judge(unread: 60_001) == .wait)
    }

    @Test func whoLeavesNoRoomForTheRestOfAPictureWorksToo() {
        for (milliseconds, isWorking) in [(299, false), (300, true)] {
            let probe = Probe()
            probe.taken = 130_000
            probe.block(unread: 965_536, queued: 64_464)
            probe.now = probe.now + .milliseconds(milliseconds)
            probe.sent = probe.now
            #expect(probe.judge(unread: 5000) == (isWorking ? .wait : .follow), "\(milliseconds) ms")
        }
        let narrow = Probe()
        narrow.taken = 50_000
        narrow.block(unread: 0, queued: 50_000)
        narrow.now = narrow.now + .milliseconds(1000)
        narrow.sent = narrow.now
        #expect(narrow.judge(unread: 0) == .follow, "there was room: it is the way there that takes so long")
    }

    @Test func whoReadsSlowlyAllTheTimeDoesNotWork() {
        let probe = Probe()
        probe.taken = 2_000_000
        for step in 0..<10 {
            probe.block(unread: 990_000, queued: 90_000 - 5000 * step)
            probe.now = probe.now + .milliseconds(250)
        }
        probe.sent = probe.now
        #expect(probe.judge(unread: 15_000) == .follow)
    }

    @Test func onePauseOfAReaderMayBeAnAccident() {
        let probe = Probe()
        for _ in 0..<9 { #expect(probe.judge(unread: 0, afterMilliseconds: 33) == .follow) }
        #expect(probe.judge(unread: 70_000) == .wait)
        #expect(probe.judge(unread: 70_000, afterMilliseconds: 1000) == .ask)
        #expect(probe.judge(unread: 0) == .follow)
        probe.sent = probe.now
        #expect(probe.judge(unread: 15_000, afterMilliseconds: 33) == .follow, "it is believed, though not as much")
        #expect(probe.judge(unread: 15_001) == .wait)
        #expect(probe.judge(unread: 15_001, afterMilliseconds: 300) == .ask)
        #expect(probe.judge(unread: 0) == .follow)
        probe.sent = probe.now
        #expect(probe.judge(unread: 4097, afterMilliseconds: 33) == .wait, "the second is none")
    }

    /// A kernel that gives its program a larger buffer announces more than before, whatever lies there.
    @Test func whileTheWindowGrowsWhoWorksWaitsAsLongAsBefore() {
        let probe = probe(pausing: 1000)
        #expect(probe.judge(unread: 0) == .follow, "it has not grown")
        for growth in 1...3 {
            #expect(probe.judge(unread: -10_000 * growth, afterMilliseconds: 5) == .ask)
            #expect(probe.gauge.look == probe.now + .milliseconds(10))
            #expect(probe.gauge.stillSince == nil, "it may have read")
            // A kernel whose program does not read waits for 40 ms before it answers.
            #expect(probe.judge(unread: -10_000 * growth, queued: 1, afterMilliseconds: 10) == .wait)
            #expect(probe.gauge.look == probe.sent + .milliseconds(1000))
            #expect(probe.judge(unread: -10_000 * growth, afterMilliseconds: 985) == .follow, "\(growth)")
            probe.sent = probe.now
        }
        // It grows no more: perhaps the program is quicker now.
        #expect(probe.judge(unread: -30_000, afterMilliseconds: 1000) == .follow)
        probe.sent = probe.now
        #expect(probe.judge(unread: -30_000, afterMilliseconds: 874) == .ask)
        #expect(probe.judge(unread: -30_000, afterMilliseconds: 1) == .follow)
        probe.sent = probe.now
        #expect(probe.judge(unread: -24_000, afterMilliseconds: 5) == .wait, "something is seen, so all can be")
        #expect(probe.gauge.stillSince == probe.now)
        #expect(probe.judge(unread: -30_000, afterMilliseconds: 5) == .follow)
        #expect(probe.judge(unread: -30_000, afterMilliseconds: 5) == .follow)
    }

    @Test func whoseKernelAnswersAtOnceThreeTimesReads() {
        let probe = probe(pausing: 1000)
        #expect(probe.judge(unread: -10_000, afterMilliseconds: 5) == .ask)
        for _ in 0..<2 { #expect(probe.judge(unread: -10_000, afterMilliseconds: 10) == .ask, "it may be chance") }
        #expect(probe.judge(unread: -10_000, afterMilliseconds: 10) == .follow)
        probe.sent = probe.now
        #expect(probe.judge(unread: -20_000, afterMilliseconds: 5) == .follow, "and it is believed from then on")
        let distant = Probe(roundTripMilliseconds: 100)
        #expect(distant.judge(unread: 60_000, afterMilliseconds: 200) == .wait)
        #expect(distant.judge(unread: 60_000, afterMilliseconds: 300) == .ask)
        #expect(distant.judge(unread: 0) == .follow)
        distant.sent = distant.now
        #expect(distant.judge(unread: -10_000, afterMilliseconds: 5) == .ask)
        #expect(distant.gauge.look == distant.now + .milliseconds(110), "the way there and back comes on top")
    }

    @Test func nobodyIsHeldUpForLongWhereNothingIsSeen() {
        let probe = Probe()
        probe.sent = probe.now - .seconds(9)
        #expect(probe.judge(unread: 60_000) == .wait)
        #expect(probe.judge(unread: 60_000, afterMilliseconds: 300) == .ask)
        #expect(probe.judge(unread: 0) == .follow)
        probe.sent = probe.now
        #expect(probe.judge(unread: -10_000, afterMilliseconds: 1999) == .ask)
        #expect(probe.judge(unread: -10_000, afterMilliseconds: 1) == .follow)
    }

    @Test func whoDoesNotSeemToReadIsTriedOnce() {
        let probe = Probe()
        #expect(probe.judge(unread: 40_000) == .wait)
        #expect(probe.judge(unread: 40_000, afterMilliseconds: 1999) == .ask)
        #expect(probe.judge(unread: 40_000, afterMilliseconds: 1) == .follow, "for trial")
        probe.taken += Self.picture
        #expect(probe.judge(unread: 90_000, afterMilliseconds: 10) == .ask, "it lies there unread")
        #expect(probe.judge(unread: 90_000, afterMilliseconds: 9000) == .ask, "and no other is put to it")
        // As much as the picture before, and 64 KB beside it.
        let full = Probe()
        #expect(full.judge(unread: 1_000_000 - 125_535) == .wait)
        #expect(full.judge(unread: 1_000_000 - 125_535, afterMilliseconds: 2000) == .ask, "no room for a picture")
        let nearly = Probe()
        #expect(nearly.judge(unread: 1_000_000 - 125_536) == .wait)
        #expect(nearly.judge(unread: 1_000_000 - 125_536, afterMilliseconds: 2000) == .follow)
    }

    @Test func aWindowThatIsNoWiderAfterATrialIsAllThereIs() {
        let probe = Probe()
        #expect(probe.judge(unread: 40_000) == .wait)
        #expect(probe.judge(unread: 40_000, afterMilliseconds: 2000) == .follow)
        probe.taken += Self.picture
        #expect(probe.judge(unread: 40_000, queued: 4097, afterMilliseconds: 10) == .wait, "some is still on its way")
        #expect(probe.judge(unread: 44_096, queued: 4096, afterMilliseconds: 10) == .follow)
        #expect(probe.gauge.unreadBytes == 0)
        #expect(probe.gauge.look == nil)
        #expect(probe.judge(unread: 44_096, afterMilliseconds: 25) == .follow, "that is the whole window now")
    }
}
