/// Takes a stream's content apart into whole parts, whoever sends it: `multipart/x-mixed-replace` as the world knows it.
///
/// Bytes go in as they come, parts come out whole and in order, and the same ones however the bytes were cut. A picture
/// comes out with its last byte. Nothing in a stream is an error: what cannot be read is passed over and counted. Memory
/// stays within twice the limit of a body.
///
/// Pictures are found without delimiters too, as long as the stream has shown none: the first part of old ESP32 cameras
/// has none before it, and WebcamXP sends none at all.
public struct PartParser: Sendable {
    private enum State {
        /// Between parts, for a delimiter.
        case seeking
        case head
        case body
    }

    /// What has come so far.
    public private(set) var counts = PartCounts()
    /// What stands between the parts; learnt from the stream when its Content-Type does not name it.
    public private(set) var boundary: StreamBoundary
    /// Whether the delimiter that ends a stream has come, and no part behind it.
    public private(set) var isClosed = false

    private let limits: PartLimits
    private var state: State
    /// What has come of a line.
    private var line: [UInt8] = []
    /// How long that line is, with what was not kept of it.
    private var lineBytes = 0
    private var hasDelimiters = false
    /// How much of a picture's beginning, FF D8 FF, the last bytes were.
    private var pictureBytes = 0
    private var head = PartHead()
    private var headBytes = 0
    private var body: PartBody
    /// How many bytes of its Content-Length a picture left over.
    private var unclaimed = 0
    private var lastBodyBytes = 0
    /// Bytes that are to be read again, because a part ended before them.
    private var again: [UInt8] = []
    /// How many bytes were read again, those apart that are always taken too much, and less those that came since: no
    /// stream can make the parser read all of it over and over.
    private(set) var debt = 0

    static let mostDebt = 1 << 20

    /// How many bytes of memory are held.
    var heldBytes: Int { body.bytes.capacity + again.capacity + line.capacity }

    /// Makes a parser for the content of one response.
    public init(_ content: StreamContent, limits: PartLimits = PartLimits()) {
        self.limits = limits
        switch content {
        case .parts(let boundary):
            self.boundary = boundary
            state = .seeking
        case .still:
            boundary = StreamBoundary(named: [])
            state = .body
            head.contentType = Array("image/jpeg".utf8)
        }
        body = PartBody(head: head, limit: limits.bodyBytes)
    }

    /// Takes bytes as they came, and hands out each part that they complete.
    public mutating func feed(_ bytes: Span<UInt8>, take: (Part) -> Void) {
        debt = max(0, debt - bytes.count)
        read(bytes, take)
    }

    /// Hands out what is whole now that no more bytes will come, and says where the stream ended.
    ///
    /// A part is whole without a delimiter behind it when its Content-Length is reached. Afterwards the parser is of no
    /// more use.
    public mutating func finish(take: (Part) -> Void) -> PartEnding {
        while state == .body, !body.bytes.isEmpty {
            let bytes = body.bytes.count
            guard case .found(let kind, let range, let next) = body.end(boundary: boundary, isAll: true) else {
                return .insidePart(bytes: bytes)
            }
            var index = 0
            finishPart(kind, range, next: next, at: &index, take)
            readAgain(take)
        }
        if state == .seeking, boundary.line(line[...]) == .closing { isClosed = true }
        return isClosed ? .closed : .betweenParts
    }

    private mutating func read(_ bytes: Span<UInt8>, _ take: (Part) -> Void) {
        var index = 0
        while index < bytes.count {
            switch state {
            case .seeking: seek(bytes, &index)
            case .head: readHead(bytes, &index)
            case .body: readBody(bytes, &index, take)
            }
            readAgain(take)
        }
    }

    private mutating func readAgain(_ take: (Part) -> Void) {
        while !again.isEmpty {
            var bytes: [UInt8] = []
            swap(&bytes, &again)
            read(bytes.span, take)
        }
    }

    // MARK: Between parts

    private mutating func seek(_ bytes: Span<UInt8>, _ index: inout Int) {
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if !hasDelimiters, isPicture(byte) {
                head = PartHead()
                startBody(isBare: true)
                body.append([JPEGMarker.prefix, JPEGMarker.startOfImage, JPEGMarker.prefix].span)
                return
            }
            lineBytes += 1
            if byte == .lineFeed {
                endLine()
                if state != .seeking { return }
            } else if lineBytes == line.count + 1, line.count < boundary.longestLine,
                !line.isEmpty || byte == UInt8(ascii: "-")
            {
                line.append(byte)
            }
        }
    }

    /// Takes in a byte; true when a picture has begun with it.
    private mutating func isPicture(_ byte: UInt8) -> Bool {
        switch (pictureBytes, byte) {
        case (1, JPEGMarker.startOfImage): pictureBytes = 2
        case (2, JPEGMarker.prefix): pictureBytes = 3
        case (_, JPEGMarker.prefix): pictureBytes = 1
        default: pictureBytes = 0
        }
        guard pictureBytes == 3 else { return false }
        pictureBytes = 0
        return true
    }

    private mutating func endLine() {
        let isWhole = lineBytes == line.count + 1
        if isWhole, !boundary.isKnown { boundary.learn(from: line[...]) }
        let kind = isWhole ? boundary.line(line[...]) : .other
        if kind == .other {
            unclaimed -= min(unclaimed, lineBytes)
        } else {
            if unclaimed > 0 { counts.wrongLengths += 1 }
            startHead(isClosing: kind == .closing)
        }
        startLine()
    }

    /// - Parameter isInLine: whether what comes first is not the beginning of a line.
    private mutating func startSeeking(isInLine: Bool) {
        state = .seeking
        pictureBytes = 0
        startLine()
        if isInLine { lineBytes = 1 }
    }

    private mutating func startLine() {
        line.removeAll(keepingCapacity: true)
        lineBytes = 0
    }

    // MARK: The head of a part

    /// Some cameras end every delimiter as the last one ends: a head may follow that one too.
    private mutating func startHead(isClosing: Bool) {
        state = .head
        hasDelimiters = true
        isClosed = isClosing
        unclaimed = 0
        head = PartHead()
        headBytes = 0
        startLine()
    }

    private mutating func readHead(_ bytes: Span<UInt8>, _ index: inout Int) {
        while index < bytes.count {
            let byte = bytes[index]
            if line.isEmpty, byte == JPEGMarker.prefix {
                // No field begins so, but a picture does: the empty line is missing.
                startBody()
                return
            }
            index += 1
            headBytes += 1
            guard headBytes <= limits.headBytes else { return passOverHead(isInLine: byte != .lineFeed) }
            guard byte == .lineFeed else {
                line.append(byte)
                continue
            }
            if line.last == .carriageReturn { line.removeLast() }
            if line.isEmpty {
                // Empty lines before the first field are no end.
                guard head.fields == 0 else { return startBody() }
                headBytes = 0
                continue
            }
            let kind = boundary.line(line[...])
            if kind == .other {
                head.read(line[...])
                guard head.fields <= limits.headFields else { return passOverHead(isInLine: false) }
                startLine()
            } else {
                if head.fields > 0 { counts.empty += 1 }
                startHead(isClosing: kind == .closing)
            }
        }
    }

    private mutating func passOverHead(isInLine: Bool) {
        // Behind the end of a stream anything may stand.
        if !isClosed { counts.oversizedHeads += 1 }
        startSeeking(isInLine: isInLine)
    }

    // MARK: The body of a part

    private mutating func startBody(isBare: Bool = false) {
        state = .body
        isClosed = false
        startLine()
        if head.hasBadLength { counts.wrongLengths += 1 }
        // Memory is asked for as a server that has not lied says, within reason, or as the last part needed it.
        let usual = lastBodyBytes + lastBodyBytes / 8 + 1024
        var expected = min(head.contentLength ?? usual, lastBodyBytes * 2 + 65536)
        if counts.wrongLengths > 0 { expected = min(expected, usual) }
        body = PartBody(
            head: head, limit: limits.bodyBytes, isBare: isBare, isHasty: debt > Self.mostDebt,
            capacity: min(expected, limits.bodyBytes) + 1)
    }

    private mutating func readBody(_ bytes: Span<UInt8>, _ index: inout Int, _ take: (Part) -> Void) {
        body.take(bytes, at: &index, boundary: boundary)
        switch body.end(boundary: boundary, isAll: false) {
        case .open: break
        case .found(let kind, let range, let next): finishPart(kind, range, next: next, at: &index, take)
        case .oversized:
            counts.oversized += 1
            startSeeking(isInLine: body.bytes.last != .lineFeed)
            body = PartBody(head: PartHead(), limit: 0)
        }
    }

    /// Hands out a part, and has what was taken from behind its end read again.
    private mutating func finishPart(
        _ kind: Part.Kind, _ range: Range<Int>, next: Int, at index: inout Int, _ take: (Part) -> Void
    ) {
        let excess = body.bytes.count - next
        debt += max(0, excess - range.count - PartBody.firstStride)
        if excess <= index {
            index -= excess
        } else {
            again = Array(body.bytes[next...])
        }
        counts.damaged += body.passedOver
        judgeLength(kind, range, next: next)
        lastBodyBytes = range.count
        startSeeking(isInLine: false)
        if range.isEmpty {
            counts.empty += 1
        } else if range.count > limits.bodyBytes {
            counts.oversized += 1
        } else {
            switch kind {
            case .picture: counts.pictures += 1
            case .damaged: counts.damaged += 1
            case .other: counts.others += 1
            }
            take(Part(head: head, kind: kind, body: body.takeContent(range)))
        }
    }

    /// Counts a Content-Length that was not that of the content; of one that is too long the rest may follow yet.
    private mutating func judgeLength(_ kind: Part.Kind, _ range: Range<Int>, next: Int) {
        unclaimed = 0
        guard let length = head.contentLength else { return }
        if kind == .picture {
            if length < range.upperBound { counts.wrongLengths += 1 }
            unclaimed = max(0, length - range.upperBound)
        } else if !(range.upperBound...next).contains(length) {
            counts.wrongLengths += 1
        }
    }
}
