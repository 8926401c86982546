/// What stands between the parts of a stream: RFC 2046 section 5.1.1, as loosely as cameras keep to it.
///
/// A delimiter is a line of two dashes and the boundary. Many cameras name the boundary with those dashes; then the
/// line may have them once or twice. A boundary that is not named is learnt from the first line that can be one.
public struct StreamBoundary: Sendable, Equatable {
    /// What a line is.
    enum Line {
        case delimiter
        /// The delimiter behind the last part; some cameras end every delimiter so.
        case closing
        case other
    }

    /// What was found in bytes.
    enum Search {
        /// A whole delimiter line, closing or not, that begins there.
        case found(Int)
        /// None; what lies before that place need not be searched again.
        case none(searched: Int)
    }

    /// The boundary without its leading dashes; empty while it is not known.
    private var core: [UInt8] = []
    /// How many dashes it was named with.
    private var dashes = 0
    /// How many lead in the line.
    private static let leading = 2

    /// A boundary as a Content-Type names it; empty when it names none.
    public init(named name: [UInt8]) {
        dashes = name.prefix { $0 == UInt8(ascii: "-") }.count
        core = Array(name.dropFirst(dashes))
    }

    /// Whether it was named, or has been learnt.
    public var isKnown: Bool { !core.isEmpty }

    /// How long a line may be that is a delimiter: with the dashes around it, a few blanks, CR and LF.
    var longestLine: Int { isKnown ? dashes + core.count + 24 : 256 }

    /// Takes a line for the delimiter that was not named, if it can be one.
    mutating func learn(from line: ArraySlice<UInt8>) {
        let line = line.trimmedLine
        let leading = line.prefix { $0 == UInt8(ascii: "-") }.count
        guard leading >= Self.leading, line.count > leading else { return }
        dashes = leading
        core = Array(line.dropFirst(leading))
    }

    /// What a line is, with or without its end.
    func line(_ bytes: ArraySlice<UInt8>) -> Line {
        guard isKnown else { return .other }
        let line = bytes.trimmedLine
        let leading = line.prefix { $0 == UInt8(ascii: "-") }.count
        guard leading == dashes + Self.leading || leading == dashes && dashes >= Self.leading else { return .other }
        let rest = line.dropFirst(leading)
        guard rest.starts(with: core) else { return .other }
        let behind = rest.dropFirst(core.count)
        return behind.isEmpty ? .delimiter : behind.spells("--") ? .closing : .other
    }

    /// Searches for the first whole delimiter line in a part.
    ///
    /// It begins where the part does, behind a line's end or behind a picture's.
    ///
    /// - Parameters:
    ///   - start: where the part begins.
    ///   - searched: how far it has been searched already.
    ///   - isAll: whether the line may end with the bytes.
    func search(_ bytes: Span<UInt8>, from start: Int, searched: Int, isAll: Bool) -> Search {
        guard isKnown else { return .none(searched: bytes.count) }
        var at = max(start, searched)
        while true {
            at = dashPair(in: bytes, from: at)
            guard at + 1 < bytes.count else { return .none(searched: max(start, min(at, bytes.count - 1))) }
            if at == start || begins(bytes, at: at) {
                var line: [UInt8] = []
                let end = min(at + longestLine, bytes.count)
                let lineEnd = firstLineFeed(in: bytes, from: at, to: end)
                if let lineEnd {
                    line.append(copying: bytes, in: at..<lineEnd)
                    if self.line(line[...]) != .other { return .found(at) }
                } else if end == bytes.count, end < at + longestLine {
                    guard isAll else { return .none(searched: at) }
                    line.append(copying: bytes, in: at..<end)
                    if self.line(line[...]) != .other { return .found(at) }
                }
            }
            at += 1
        }
    }

    /// Whether a delimiter line follows, behind as many as two line ends; nil when more bytes will tell.
    func follows(_ bytes: Span<UInt8>, at start: Int, isAll: Bool) -> Bool? {
        var at = start
        while at < min(bytes.count, start + 4), bytes[at] == .carriageReturn || bytes[at] == .lineFeed { at += 1 }
        guard at < bytes.count else { return isAll ? true : nil }
        guard bytes[at] == UInt8(ascii: "-") else { return false }
        let end = min(at + longestLine, bytes.count)
        var line: [UInt8] = []
        let lineEnd = firstLineFeed(in: bytes, from: at, to: end)
        if lineEnd == nil, end < at + longestLine, !isAll { return nil }
        line.append(copying: bytes, in: at..<(lineEnd ?? end))
        return self.line(line[...]) != .other
    }

    /// Whether a line can begin here.
    private func begins(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        bytes[index - 1] == .lineFeed
            || index >= 2 && bytes[index - 1] == JPEGMarker.endOfImage && bytes[index - 2] == JPEGMarker.prefix
    }
}

extension ArraySlice where Element == UInt8 {
    /// A line without its end and without blanks there.
    fileprivate var trimmedLine: ArraySlice<UInt8> {
        guard let last = lastIndex(where: { !$0.isBlank && $0 != .carriageReturn && $0 != .lineFeed }) else {
            return self[endIndex...]
        }
        return self[...last]
    }
}

private func firstLineFeed(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var at = start
    while at < end {
        if bytes[at] == .lineFeed { return at }
        at += 1
    }
    return nil
}

/// Where two dashes stand side by side; the last index, or the end, when they stand nowhere.
///
/// A block is looked at as a whole, without a branch for each byte, as in `endOfScan`.
@_optimize(speed)
private func dashPair(in bytes: Span<UInt8>, from start: Int) -> Int {
    let block = 64
    let dash = UInt8(ascii: "-")
    var at = start
    while at + block < bytes.count {
        var pairs: UInt8 = 0
        for index in at..<(at + block) {
            pairs |= (bytes[index] == dash ? 1 : 0) & (bytes[index + 1] == dash ? 1 : 0)
        }
        if pairs != 0 { break }
        at += block
    }
    while at + 1 < bytes.count {
        if bytes[at] == dash, bytes[at + 1] == dash { return at }
        at += 1
    }
    return at
}
