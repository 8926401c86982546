import Testing

@testable import Appliance

@Suite("A button that bounces")
struct ButtonBounceTests {
    /// Edges 5 ms apart that begin and end with one level.
    private static func train(_ event: Button.Event, _ count: Int, from milliseconds: Int64) -> [ButtonEdge] {
        (0..<count).map { index in
            let other: Button.Event = event == .down ? .up : .down
            return ButtonEdge(index % 2 == 0 ? event : other, milliseconds: milliseconds + 5 * Int64(index))
        }
    }

    /// How many edges the press has, how many the release, how long after the press's first that begins, what it is.
    struct Row: CustomTestStringConvertible, Sendable {
        let downs: Int
        let ups: Int
        let length: Int64
        let press: Button.Press?
        var edges: [ButtonEdge] { train(.down, downs, from: 0) + train(.up, ups, from: length) }
        var testDescription: String { "\(downs) edges, \(ups) after \(length) ms" }
    }

    private static let rows = [1, 3, 5].flatMap { downs in
        [1, 3, 5].flatMap { ups in
            ([(100, .short), (300, .short), (999, .short), (1000, nil), (4990, nil), (5000, .long), (7000, .long)]
                as [(Int64, Button.Press?)]).map { Row(downs: downs, ups: ups, length: $0.0, press: $0.1) }
        }
    }

    @Test(arguments: rows)
    func isOnePressInEverySplit(_ row: Row) {
        let expected = [row.press].compactMap { $0 }
        let edges = row.edges
        #expect(ButtonRun.prompt(edges, isDebounced: false) == expected)
        for wakes in 0..<(1 << edges.count) {
            let presses = ButtonRun.sparse(edges, isDebounced: false, wakes: wakes)
            guard presses == expected else {
                Issue.record("\(presses) when it wakes before the edges \(wakes)")
                return
            }
        }
    }

    @Test func bouncesThatComeToNothingAreNoPress() {
        for count in [2, 4, 6, 8] {
            let edges = Self.train(.down, count, from: 0)
            for wakes in 0..<(1 << count) {
                #expect(ButtonRun.sparse(edges, isDebounced: false, wakes: wakes) == [])
            }
        }
    }

    @Test func bouncesWhileHeldDoNotEndIt() {
        let glitches = [400, 1500, 4985].flatMap { Self.train(.up, 4, from: $0) }
        let edges = [ButtonEdge(.down, 0)] + glitches + Self.train(.up, 3, from: 6000)
        #expect(ButtonRun.prompt(edges, isDebounced: false) == [.long])
        #expect(ButtonRun.late(edges, isDebounced: false) == [.long])
    }

    /// Any edges may be lost, however often the loop wakes: then there may be no press, never a second one.
    @Test func isNeverTwoPresses() {
        let edges = Self.train(.down, 5, from: 0) + Self.train(.up, 5, from: 300)
        for kept in 0..<(1 << edges.count) {
            let left = edges.enumerated().filter { kept >> $0.offset & 1 == 1 }.map(\.element)
            for wakes in [0, 1 << left.count - 1, 0b01_0101_0101, 0b10_1010_1010] {
                let presses = ButtonRun.sparse(left, isDebounced: false, wakes: wakes)
                if presses.count > 1 { Issue.record("\(presses) of the edges \(kept) when it wakes at \(wakes)") }
            }
            let presses = ButtonRun.prompt(left, isDebounced: false)
            if presses.count > 1 { Issue.record("\(presses) of the edges \(kept)") }
        }
    }

    /// Every five edges at these distances give the same presses when time is told exactly, and when only edges tell it.
    @Test(arguments: [false, true])
    func whenItIsAskedChangesNothing(_ isDebounced: Bool) {
        let distances: [Int64] = [5, 20, 980, 4020]
        let choices = distances.flatMap { [(Button.Event.down, $0), (.up, $0)] }
        var kinds: [Button.Press: Int] = [:]
        for number in 0..<32_768 {
            var rest = number
            var milliseconds: Int64 = 0
            let edges = (0..<5).map { _ in
                let (event, distance) = choices[rest % choices.count]
                rest /= choices.count
                milliseconds += distance
                return ButtonEdge(event, milliseconds: milliseconds)
            }
            let prompt = ButtonRun.prompt(edges, isDebounced: isDebounced)
            for press in prompt { kinds[press, default: 0] += 1 }
            let late = ButtonRun.late(edges, isDebounced: isDebounced)
            guard prompt == late else {
                Issue.record("\(prompt) or \(late) of sequence \(number)")
                return
            }
        }
        #expect(kinds[.short, default: 0] > 1000)
        #expect(kinds[.long, default: 0] > 1000)
    }
}
