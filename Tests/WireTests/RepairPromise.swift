// The fuzzer compiles this file into one module with the repair.
#if canImport(Wire)
    @testable import Wire
#endif

/// What the repair of a frame promises, whatever the frame holds.
struct RepairPromise {
    /// What became of a frame.
    enum Outcome: Sendable {
        case whole
        case repaired
        case dropped
    }

    /// A promise that was not kept.
    struct Broken: Error {
        let promise: String
    }

    private var picture: [UInt8] = []

    /// Repairs a frame and holds the result to the promises.
    mutating func check(_ frame: [UInt8], orientation: Orientation) throws(Broken) -> Outcome {
        guard let repair = JPEGRepair(frame.span) else { return .dropped }
        picture.removeAll(keepingCapacity: true)
        repair.append(frame.span, orientation: orientation, to: &picture) { $1.append(copying: $0, in: 0..<$0.count) }
        try hold(picture.count <= frame.count + JPEGRepair.mostAdded, "no more is added than was said")
        try hold(repair.isNeeded || orientation != .upright || picture == frame, "a whole frame stays as it is")
        guard let again = JPEGRepair(picture.span) else { throw Broken(promise: "a repaired picture is whole") }
        try hold(!again.isNeeded, "a repaired picture needs no repair")
        try hold(again.width == repair.width && again.height == repair.height, "the size stays")
        return repair.isNeeded ? .repaired : .whole
    }

    private func hold(_ isKept: Bool, _ promise: String) throws(Broken) {
        if !isKept { throw Broken(promise: promise) }
    }
}

extension JPEGRepair {
    /// Walks over an array.
    init?(of bytes: [UInt8]) {
        self.init(bytes.span)
    }
}
