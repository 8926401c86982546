import Testing

@testable import Appliance

/// Every limit of the gauge, at its edge.
@Suite("How much is unread")
struct UnreadGaugeTests {
    private static let picture = 60_000
    private static let patience = Interval.milliseconds(2000)

    /// A gauge that knows a window of 100,000 bytes, and its clock.
    private final class Probe {
        var gauge = UnreadGauge()
        var now = Instant(nanoseconds: 1_000_000_000)
        var sent = Instant(nanoseconds: 1_000_000_000)
        var taken = 0
        let roundTrip: Interval

        init(roundTripMilliseconds: Int = 0) {
            roundTrip = .milliseconds(roundTripMilliseconds)
            gauge.note(TransportReading(windowBytes: 100_000, queuedBytes: 0, roundTrip: roundTrip), taken: 0)
        }

        /// What is judged with so much unread and in our own kernel, some time after the last judgement.
        func judge(unread: Int, queued: Int = 0, afterMilliseconds: Int = 0) -> UnreadGauge.Verdict {
            now = now + .milliseconds(afterMilliseconds)
            gauge.note(
                TransportReading(windowBytes: 100_000 - unread, queuedBytes: queued, roundTrip: roundTrip), taken: taken
            )
            return gauge.judge(
                last: (bytes: UnreadGaugeTests.picture, sent: sent), roundTrip: roundTrip,
                patience: UnreadGaugeTests.patience, now: now)
        }
    }

    @Test func aQuarterOfAPictureMayBeUnread() {
        #expect(Probe().judge(unread: 15_000) == .follow)
        #expect(Probe().judge(unread: 15_001) == .wait)
        #expect(Probe().judge(unread: 0, queued: 90_000) == .follow, "what is on its way is no reason to wait")
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
        for _ in 0..<7 {
            let pause = probe.gauge.look.map { ($0 - probe.now).milliseconds } ?? 0
            pauses.append(pause)
            #expect(probe.judge(unread: 60_000, afterMilliseconds: pause) == .ask)
        }
        #expect(pauses == [5, 10, 20, 40, 80, 80, 80])
        // Reading is movement: looked at again soon, and the kernel speaks by itself.
        #expect(probe.judge(unread: 55_905, afterMilliseconds: 80) == .ask, "less than a few kilobytes is rounding")
        #expect(probe.judge(unread: 55_904, afterMilliseconds: 80) == .wait)
        #expect(probe.gauge.look == probe.now + .milliseconds(5))
        #expect(probe.gauge.stillSince == probe.now)
    }

    @Test func whoWorksIsGivenAPictureOnlyWhenAllIsRead() {
        for (milliseconds, allowance) in [(299, 15_000), (300, 4096)] {
            let probe = Probe()
            #expect(probe.judge(unread: 60_000) == .wait)
            #expect(probe.judge(unread: 60_000, afterMilliseconds: milliseconds) == .ask)
            #expect(probe.judge(unread: 0) == .follow)
            #expect(probe.judge(unread: allowance) == .follow)
            #expect(probe.judge(unread: allowance + 1) == .wait, "\(milliseconds) ms")
        }
        let distant = Probe()
        #expect(distant.judge(unread: 60_000) == .wait)
        #expect(distant.judge(unread: 60_000, afterMilliseconds: 300) == .ask)
        #expect(distant.judge(unread: 0, queued: 60_000) != .follow, "what is on its way is not read either")
    }

    @Test func whoNoLongerWorksIsForgivenAfterSomePictures() {
        let probe = Probe()
        #expect(probe.judge(unread: 60_000) == .wait)
        #expect(probe.judge(unread: 60_000, afterMilliseconds: 300) == .ask)
        for _ in 0..<8 { #expect(probe.judge(unread: 0) == .follow) }
        #expect(probe.judge(unread: 4097) == .wait)
        #expect(probe.judge(unread: 0) == .follow)
        #expect(probe.judge(unread: 60_000) == .follow, "and may then be late by a whole picture")
        #expect(probe.judge(unread: 60_001) == .wait)
    }

    /// A kernel that gives its program a larger buffer announces more than before, whatever lies there.
    @Test func whoWorksWaitsAsLongAsBeforeWhereNothingIsSeen() {
        let probe = Probe()
        #expect(probe.judge(unread: 60_000) == .wait)
        #expect(probe.judge(unread: 60_000, afterMilliseconds: 500) == .ask)
        #expect(probe.judge(unread: 0, afterMilliseconds: 500) == .follow)
        probe.sent = probe.now
        #expect(probe.judge(unread: 0, afterMilliseconds: 10) == .wait)
        #expect(probe.gauge.look == probe.sent + .milliseconds(1000))
        #expect(probe.gauge.stillSince == nil, "it may have read")
        #expect(probe.judge(unread: 0, afterMilliseconds: 989) == .wait)
        #expect(probe.judge(unread: 0, afterMilliseconds: 1) == .follow)
        probe.sent = probe.now
        #expect(probe.judge(unread: 0, afterMilliseconds: 749) == .wait, "it may be quicker now")
        #expect(probe.judge(unread: 0, afterMilliseconds: 1) == .follow)
        probe.sent = probe.now
        #expect(probe.judge(unread: 0, afterMilliseconds: 100) == .wait)
        #expect(probe.judge(unread: 5000, afterMilliseconds: 5) == .wait, "now it is seen")
        #expect(probe.gauge.stillSince == probe.now)
        #expect(probe.gauge.look == probe.now + .milliseconds(5))
    }

    @Test func whoDoesNotSeemToReadIsTriedEachTimeLater() {
        let probe = Probe()
        #expect(probe.judge(unread: 40_000) == .wait)
        #expect(probe.judge(unread: 40_000, afterMilliseconds: 1999) == .ask)
        #expect(probe.judge(unread: 40_000, afterMilliseconds: 1) == .follow, "for trial")
        probe.taken += Self.picture
        #expect(probe.judge(unread: 100_000, afterMilliseconds: 10) == .ask, "it lies there unread")
        #expect(probe.judge(unread: 95_904, afterMilliseconds: 3990) == .ask, "no room for a picture")
        #expect(probe.judge(unread: 95_903) == .follow, "twice as long after the last")
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
