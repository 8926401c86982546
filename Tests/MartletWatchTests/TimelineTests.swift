import Testing

@testable import martlet_watch

#if canImport(FoundationEssentials)
    import struct FoundationEssentials.Date
#else
    import struct Foundation.Date
#endif

@Suite struct TimelineTests {
    /// The times of pictures that came and were captured then, in milliseconds.
    private func times(_ pictures: [(arrival: Int, capture: Int?)]) -> [Int] {
        var timeline = Timeline()
        let start = ContinuousClock.now
        return pictures.map { picture in
            timeline.add(
                arrival: start + .milliseconds(picture.arrival),
                capture: picture.capture.map { Date(timeIntervalSince1970: 1000 + Double($0) / 1024) })
        }.map { Int(($0.seconds * 1024).rounded()) }
    }

    @Test func captureTimesWhereThereAreAny() {
        #expect(times([(0, 0), (90, 32), (100, 64), (101, 96)]) == [0, 32, 64, 96])
    }

    @Test func arrivalsWhereThereAreNone() {
        #expect(times([(0, nil), (125, nil), (250, 7), (375, nil)]) == [0, 128, 256, 384])
    }

    @Test func aClockThatWasSet() {
        // A year on, an hour back: the arrivals count, and after it the captures again.
        #expect(times([(0, 0), (125, 32_000_000), (250, 32_000_100)]) == [0, 128, 228])
        #expect(times([(0, 4_000_000), (125, 0), (250, 100)]) == [0, 128, 228])
    }

    @Test func theEdgeOfWhatClocksMayDiffer() {
        #expect(times([(0, 0), (0, 2048)]) == [0, 2048])
        #expect(times([(0, 0), (0, 2049)]) == [0, 0])
        #expect(times([(0, 0), (4000, 2048)]) == [0, 2048])
        #expect(times([(0, 0), (4000, 2047)]) == [0, 4096])
    }

    @Test func itNeverGoesBack() {
        #expect(times([(0, 100), (10, 90), (20, 110)]) == [0, 0, 20])
    }
}
