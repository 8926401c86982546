import Testing

@testable import Appliance

/// Feeds edges to a button and gives every press, in order.
enum ButtonRun {
    /// With a loop that wakes exactly at each deadline.
    static func prompt(_ edges: [ButtonEdge], isDebounced: Bool) -> [Button.Press] {
        prompt(edges, on: Button(isDown: false, isDebounced: isDebounced))
    }

    /// The same, with a button that has a past.
    static func prompt(_ edges: [ButtonEdge], on button: Button) -> [Button.Press] {
        var button = button
        var presses: [Button.Press] = []
        for edge in edges {
            presses += wake(&button, until: edge.instant)
            presses += [button.handle(edge.event, at: edge.instant)].compactMap { $0 }
        }
        return presses + wake(&button, until: Instant(nanoseconds: .max))
    }

    /// Wakes at each deadline up to a time; at one that stays although its time has come a real loop would spin.
    private static func wake(_ button: inout Button, until end: Instant) -> [Button.Press] {
        var presses: [Button.Press] = []
        while let deadline = button.deadline, deadline <= end {
            presses += [button.expire(now: deadline)].compactMap { $0 }
            guard button.deadline != deadline else {
                Issue.record("the deadline stays at \(deadline)")
                break
            }
        }
        return presses
    }

    /// With a loop that wakes once, a minute after the last edge.
    static func late(_ edges: [ButtonEdge], isDebounced: Bool) -> [Button.Press] {
        sparse(edges, isDebounced: isDebounced, wakes: 0)
    }

    /// With a loop that wakes a millisecond before the edges whose bit is set, and a minute after the last one.
    static func sparse(_ edges: [ButtonEdge], isDebounced: Bool, wakes: Int) -> [Button.Press] {
        var button = Button(isDown: false, isDebounced: isDebounced)
        var presses: [Button.Press] = []
        for (index, edge) in edges.enumerated() {
            if wakes >> index & 1 == 1 {
                presses += [button.expire(now: edge.instant - .milliseconds(1))].compactMap { $0 }
            }
            presses += [button.handle(edge.event, at: edge.instant)].compactMap { $0 }
        }
        if let last = edges.last {
            presses += [button.expire(now: last.instant + .seconds(60))].compactMap { $0 }
        }
        return presses
    }
}
