import Testing

@testable import Appliance

@Suite("The button and time")
struct ButtonTimeTests {
    private static let start = Instant(nanoseconds: 2_000_000_000)

    private static func at(_ milliseconds: Int) -> Instant {
        start + .milliseconds(milliseconds)
    }

    @Test func limitsAreThoseOfTheManual() {
        #expect(Button.debounce == .milliseconds(20))
        #expect(Button.shortLimit == .milliseconds(1000))
        #expect(Button.longLimit == .milliseconds(5000))
    }

    /// How long it is held, in nanoseconds, and what press that is.
    private static let lengths: [(Int64, Button.Press?)] = [
        (20_000_000, .short), (300_000_000, .short), (999_999_000, .short), (999_999_999, .short),
        (1_000_000_000, nil), (1_000_000_001, nil), (3_000_000_000, nil), (4_980_000_000, nil),
        (4_999_999_000, nil), (4_999_999_999, nil), (5_000_000_000, .long), (5_000_000_001, .long),
        (60_000_000_000, .long),
    ]

    @Test(arguments: lengths, [false, true])
    func limits(_ length: (Int64, Button.Press?), _ isDebounced: Bool) {
        let edges = [ButtonEdge(.down, 0), ButtonEdge(.up, length.0)]
        let expected = [length.1].compactMap { $0 }
        #expect(ButtonRun.prompt(edges, isDebounced: isDebounced) == expected)
        #expect(ButtonRun.late(edges, isDebounced: isDebounced) == expected)
    }

    @Test(arguments: [(1, false), (19_999_999, false), (20_000_000, true)] as [(Int64, Bool)])
    func whatIsShorterThanABounceIsNone(_ length: Int64, _ isPress: Bool) {
        let edges = [ButtonEdge(.down, 0), ButtonEdge(.up, length)]
        #expect(ButtonRun.prompt(edges, isDebounced: false) == (isPress ? [.short] : []))
        #expect(ButtonRun.late(edges, isDebounced: false) == (isPress ? [.short] : []))
        #expect(ButtonRun.prompt(edges, isDebounced: true) == [.short], "the kernel has said that it is one")
    }

    @Test func aShortPressIsToldWhenItsReleaseCounts() {
        var button = Button(isDown: false, isDebounced: false)
        #expect(button.handle(.down, at: Self.at(0)) == nil)
        #expect(button.deadline == Self.at(20))
        #expect(button.expire(now: Self.at(20)) == nil)
        #expect(button.deadline == Self.at(5000))
        #expect(button.handle(.up, at: Self.at(300)) == nil)
        #expect(button.deadline == Self.at(320))
        #expect(button.expire(now: Self.at(320) - Interval(nanoseconds: 1)) == nil)
        #expect(button.expire(now: Self.at(320)) == .short)
        #expect(button.deadline == nil)
        #expect(button.expire(now: Self.at(100_000)) == nil)
    }

    @Test func aDebouncedShortPressIsToldAtOnce() {
        var button = Button(isDown: false, isDebounced: true)
        #expect(button.handle(.down, at: Self.at(0)) == nil)
        #expect(button.deadline == Self.at(5000))
        #expect(button.handle(.up, at: Self.at(300)) == .short)
        #expect(button.deadline == nil)
    }

    @Test func whileItBouncesTheClockRestarts() {
        var button = Button(isDown: false, isDebounced: false)
        for (event, milliseconds) in [
            (Button.Event.down, 0), (.up, 19), (.down, 38), (.down, 57), (.up, 58), (.down, 60),
        ] {
            #expect(button.handle(event, at: Self.at(milliseconds)) == nil)
            #expect(button.deadline == Self.at(milliseconds + 20))
        }
        #expect(button.expire(now: Self.at(79)) == nil)
        #expect(button.state == .released)
        #expect(button.expire(now: Self.at(80)) == nil)
        #expect(button.state == .pressed(since: Self.at(0)), "since its first edge")
        #expect(button.deadline == Self.at(5000))
    }

    @Test(arguments: [false, true])
    func aLongPressIsToldOnceWhileHeld(_ isDebounced: Bool) {
        var button = Button(isDown: false, isDebounced: isDebounced)
        #expect(button.handle(.down, at: Self.at(0)) == nil)
        #expect(button.expire(now: Self.at(20)) == nil)
        #expect(button.expire(now: Self.at(5000) - Interval(nanoseconds: 1)) == nil)
        #expect(!button.isHeldLong)
        #expect(button.deadline == Self.at(5000))
        #expect(button.expire(now: Self.at(5000)) == .long)
        for milliseconds in [5000, 5001, 6000, 10_000, 100_000] {
            #expect(button.expire(now: Self.at(milliseconds)) == nil)
            #expect(button.isHeldLong)
            #expect(button.deadline == nil)
        }
        #expect(button.handle(.up, at: Self.at(100_001)) == nil)
        #expect(button.expire(now: Self.at(100_021)) == nil)
        #expect(!button.isHeldLong)
        #expect(button.handle(.down, at: Self.at(101_000)) == nil)
        let presses = [button.handle(.up, at: Self.at(101_300)), button.expire(now: Self.at(101_320))]
        #expect(presses == (isDebounced ? [.short, nil] : [nil, .short]), "the next press is one again")
    }

    @Test func whatTimeOwesIsGivenWithTheNextEdge() {
        var button = Button(isDown: false, isDebounced: false)
        #expect(button.handle(.down, at: Self.at(0)) == nil)
        #expect(button.handle(.up, at: Self.at(300)) == nil)
        #expect(button.handle(.down, at: Self.at(400)) == .short, "the release of the last one has counted since 320")
        #expect(button.handle(.up, at: Self.at(5400)) == .long, "held for five seconds, to the nanosecond")
        #expect(button.expire(now: Self.at(9000)) == nil)

        var debounced = Button(isDown: false, isDebounced: true)
        #expect(debounced.handle(.down, at: Self.at(0)) == nil)
        #expect(debounced.handle(.up, at: Self.at(6000)) == .long)
        #expect(debounced.state == .released)
        #expect(debounced.expire(now: Self.at(9000)) == nil)
    }

    @Test func whetherItWasLetGoIsAwaitedBeforeALongPress() {
        var button = Button(isDown: false, isDebounced: false)
        _ = button.handle(.down, at: Self.at(0))
        #expect(button.handle(.up, at: Self.at(4990)) == nil)
        #expect(button.expire(now: Self.at(5005)) == nil)
        #expect(button.deadline == Self.at(5010))
        var released = button
        #expect(released.expire(now: Self.at(5010)) == nil, "let go 10 ms too early")
        #expect(released.state == .released)
        #expect(button.handle(.down, at: Self.at(5007)) == nil)
        #expect(button.deadline == Self.at(5027))
        #expect(button.expire(now: Self.at(5026)) == nil)
        #expect(button.expire(now: Self.at(5027)) == .long, "that was a bounce")
    }

    @Test func edgesMayLieALittleInThePast() {
        var button = Button(isDown: false, isDebounced: false)
        _ = button.handle(.down, at: Self.at(0))
        #expect(button.expire(now: Self.at(1001)) == nil)
        #expect(button.handle(.up, at: Self.at(999)) == nil)
        #expect(button.expire(now: Self.at(1018)) == nil)
        #expect(button.expire(now: Self.at(1019)) == .short)

        _ = button.handle(.down, at: Self.at(2000))
        _ = button.handle(.up, at: Self.at(1995))
        #expect(button.deadline == Self.at(2020), "an earlier edge does not end bouncing sooner")

        var late = Button(isDown: false, isDebounced: true)
        _ = late.handle(.down, at: Self.at(0))
        #expect(late.expire(now: Self.at(5001)) == .long)
        #expect(late.handle(.up, at: Self.at(4999)) == nil, "what has been told is not told in another way")
    }

    @Test(arguments: [false, true])
    func aButtonThatIsStuckDoesNothing(_ isDebounced: Bool) {
        var button = Button(isDown: true, isDebounced: isDebounced)
        #expect(button.deadline == nil)
        for milliseconds in [0, 20, 999, 5000, 3_600_000] {
            #expect(button.expire(now: Self.at(milliseconds)) == nil)
            #expect(button.handle(.down, at: Self.at(milliseconds)) == nil)
            #expect(button.deadline == nil)
            #expect(!button.isHeldLong)
        }
        #expect(button.handle(.up, at: Self.at(3_600_100)) == nil)
        #expect(button.expire(now: Self.at(3_600_120)) == nil)
        #expect(button.state == .released)
        let edges = [ButtonEdge(.down, 3_601_000_000_000), ButtonEdge(.up, 3_601_500_000_000)]
        #expect(ButtonRun.prompt(edges, on: button) == [.short])
    }
}
