import Glibc

/// Damages whole JPEGs in the ways of cables, drivers and chance, and holds the repair to its promises.
///
///     mutated-frames COUNT FILE…
///
/// The same count and files give the same frames on every run. Ends with one line of figures; a promise that is not
/// kept, or memory that grows, ends it with status 1.
@main
struct MutatedFrames {
    private let bases: [[UInt8]]
    private var dice = Dice(seed: 42)
    private var promise = RepairPromise()
    private var frame: [UInt8] = []

    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let count = Int(arguments[1]), count > 0 else {
            print("usage: mutated-frames COUNT FILE…")
            exit(2)
        }
        var run = MutatedFrames(bases: arguments[2...].compactMap(content))
        guard run.bases.count == arguments.count - 2 else {
            print("mutated-frames: a file cannot be read")
            exit(2)
        }
        do throws(RepairPromise.Broken) {
            try run.run(count)
        } catch {
            print("mutated frames: not kept: \(error.promise)")
            exit(1)
        }
    }

    private init(bases: [[UInt8]]) {
        self.bases = bases
    }

    private mutating func run(_ count: Int) throws(RepairPromise.Broken) {
        var counts = (whole: 0, repaired: 0, dropped: 0)
        var memoryBefore = 0
        for number in 0..<count {
            // By then the sanitizer holds back as much freed memory as it ever will.
            if number == count / 2 { memoryBefore = Self.peakKilobytes }
            frame.removeAll(keepingCapacity: true)
            frame += bases[below(bases.count)]
            for _ in 0...below(4) { mutate() }
            let orientation: Orientation = number % 4 == 0 ? .upsideDown : .upright
            switch try promise.check(frame, orientation: orientation) {
            case .whole: counts.whole += 1
            case .repaired: counts.repaired += 1
            case .dropped: counts.dropped += 1
            }
        }
        let grown = Self.peakKilobytes - memoryBefore
        print(
            "mutated frames: \(count) frames: \(counts.whole) whole, \(counts.repaired) repaired, \(counts.dropped)"
                + " dropped; memory \(Self.peakKilobytes / 1024) MB, \(grown) KB of it since the first half")
        let isAlive = counts.whole > 0 && counts.repaired > 0 && counts.dropped > 0
        if !isAlive || grown > 4096 { exit(1) }
    }

    private mutating func mutate() {
        guard !frame.isEmpty else { return }
        let at = below(frame.count)
        switch below(12) {
        case 0: frame[at] ^= 1 << UInt8(below(8))
        case 1: frame[at] = UInt8(below(256))
        case 2:  // A marker where there was none.
            frame[at] = 0xFF
            if at + 1 < frame.count { frame[at + 1] = UInt8(below(256)) }
        case 3: frame.removeSubrange(at...)  // Cut short.
        case 4: frame.removeSubrange(at..<min(at + below(64), frame.count))  // A packet that was lost.
        case 5: frame.removeSubrange(..<at)  // The beginning lost.
        case 6:  // A packet that came twice.
            frame.insert(contentsOf: Array(frame[at..<min(at + below(64), frame.count)]), at: at)
        case 7: for index in at..<frame.count { frame[index] = 0 }  // A buffer not filled.
        case 8: for _ in 0..<below(200) { frame.append(UInt8(below(256))) }  // Junk behind the end.
        case 9: frame += bases[below(bases.count)]  // The next picture too.
        case 10:  // A part of the next picture.
            let next = bases[below(bases.count)]
            frame += next[..<below(next.count)]
        default: frame.insert(contentsOf: [UInt8](repeating: 0xFF, count: below(4)), at: at)
        }
    }

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &dice) }

    /// The most memory that was resident so far.
    private static var peakKilobytes: Int {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }

    private static func content(of path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        // Files of the corpus are far smaller.
        return unsafe [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            count = unsafe fread(buffer.baseAddress, 1, buffer.count, file)
        }
    }
}
