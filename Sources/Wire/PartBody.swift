/// The body of the part that is under way, and where it ends.
///
/// A picture ends at its EOI, which a walk over its segments finds: neither a Content-Length that lies nor a boundary's
/// bytes inside it matter, and it is whole the moment its last byte has come. Only what is no whole picture ends at a
/// Content-Length that a delimiter follows, or at the next delimiter line.
struct PartBody: Sendable {
    /// What is known of the end.
    enum End {
        /// More bytes are needed.
        case open
        /// The content is `range`; what begins at `next` belongs to what follows.
        case found(Part.Kind, range: Range<Int>, next: Int)
        /// The part is over the limit, and no delimiter is in what has come of it.
        case oversized
    }

    private enum Form {
        case unknown
        case picture
        case opaque
    }

    private(set) var bytes: [UInt8] = []
    /// How many pictures were passed over because another one began inside them.
    private(set) var passedOver = 0
    private var form = Form.unknown
    /// Where the picture begins: behind those that were passed over.
    private var start = 0
    private var walk = JPEGWalk(from: 0)
    /// How far the bytes have been searched for a delimiter.
    private var searched = 0
    /// How far the bytes have been searched for the beginning of another picture.
    private var beginnings = 0
    /// The Content-Length, until it turns out to be wrong.
    private var length: Int?
    /// Whether it is said to be no JPEG, or nothing is said and it is none.
    private var isOther: Bool
    private let isUntyped: Bool
    private let isBare: Bool
    private let isHasty: Bool
    private let limit: Int

    /// How many bytes are taken at most before they are looked at: what was taken too much is read again.
    private static let stride = 4096
    static let firstStride = 256

    /// A body of which nothing has come.
    ///
    /// - Parameters:
    ///   - isBare: whether the picture came without a delimiter, as the next one may too.
    ///   - isHasty: whether the first delimiter line ends the part, even inside a picture.
    ///   - capacity: how many bytes are expected.
    init(head: PartHead, limit: Int, isBare: Bool = false, isHasty: Bool = false, capacity: Int = 0) {
        length = isHasty ? nil : head.contentLength
        isOther = head.namesOtherType
        isUntyped = head.contentType.isEmpty
        self.isBare = isBare
        self.isHasty = isHasty
        self.limit = limit
        bytes.reserveCapacity(capacity)
    }

    /// Takes some of the bytes, from an index that moves on.
    mutating func take(_ piece: Span<UInt8>, at index: inout Int, boundary: StreamBoundary) {
        if bytes.isEmpty, !isOther {
            // Blank lines before a picture are no part of it.
            while index < piece.count, piece[index] == .lineFeed || piece[index] == .carriageReturn { index += 1 }
        }
        var count = min(max(bytes.count, Self.firstStride), Self.stride)
        if let length, length > bytes.count { count = max(count, length - bytes.count) }
        count = min(count, most(boundary) + 1 - bytes.count, piece.count - index)
        // Never by more than the limit: an array doubles by itself.
        let needed = bytes.count + count
        if needed > bytes.capacity { bytes.reserveCapacity(max(needed, min(needed * 2, most(boundary) + 1))) }
        append(piece.extracting(index..<(index + count)))
        index += count
    }

    /// Adds these bytes.
    mutating func append(_ piece: Span<UInt8>) {
        bytes.append(copying: piece, in: 0..<piece.count)
    }

    /// Gives up the content, which is not copied unless pictures before it were passed over.
    mutating func takeContent(_ range: Range<Int>) -> [UInt8] {
        var content: [UInt8] = []
        swap(&content, &bytes)
        content.removeLast(content.count - range.upperBound)
        content.removeFirst(range.lowerBound)
        return content
    }

    /// Looks where the part ends.
    ///
    /// - Parameter isAll: whether no more bytes will come.
    mutating func end(boundary: StreamBoundary, isAll: Bool) -> End {
        while true {
            switch form {
            case .unknown:
                guard let first = bytes.first else { return .open }
                guard first != JPEGMarker.prefix || bytes.count >= 2 || isAll else { return .open }
                let isPicture = first == JPEGMarker.prefix && bytes.count >= 2 && bytes[1] == JPEGMarker.startOfImage
                form = isPicture ? .picture : .opaque
                isOther = !isPicture && (isOther || isUntyped)
            case .picture:
                if let end = endOfPicture(boundary, isAll: isAll) { return end }
            case .opaque:
                return endOfOpaque(boundary, isAll: isAll)
            }
        }
    }

    /// Walks on through the picture; nil when the body is to be looked at again.
    private mutating func endOfPicture(_ boundary: StreamBoundary, isAll: Bool) -> End? {
        let delimiter = isHasty ? delimiter(boundary, before: bytes.count, isAll: isAll) : nil
        // Apart from the body, which the walk reads while it changes.
        var walk = walk
        let result = walk.advance(in: bytes.span.extracting(0..<min(delimiter ?? bytes.count, limit, bytes.count)))
        self.walk = walk
        switch result {
        case .whole(_, let end):
            return .found(.picture, range: start..<end, next: end)
        case .cutShort(let next):
            // Another picture begins here: in the next part, or in the same one, and then it is the newer.
            if let end = self.delimiter(boundary, before: next, isAll: false) {
                return .found(.damaged, range: content(upTo: end), next: end)
            }
            passedOver += 1
            start = next
            self.walk = JPEGWalk(from: next)
            return nil
        case .none:
            form = .opaque
            return nil
        case .unfinished:
            guard isAll || delimiter != nil || bytes.count > limit else { return .open }
            form = .opaque
            return nil
        }
    }

    private mutating func endOfOpaque(_ boundary: StreamBoundary, isAll: Bool) -> End {
        if isOther, let length, length <= limit {
            if bytes.count >= length {
                switch boundary.follows(bytes.span, at: length, isAll: isAll) {
                case true?: return .found(.other, range: 0..<length, next: length)
                case nil: return .open
                case false?: self.length = nil
                }
            } else if !isAll {
                return .open
            }
        }
        // The walk says that it is no picture, but the server says how long it is, and there is an EOI.
        let closed = isOther ? nil : closedPicture
        let end = delimiter(boundary, before: closed ?? bytes.count, isAll: isAll)
        if isBare, let next = nextPicture(before: end ?? bytes.count) {
            return .found(.damaged, range: start..<next, next: next)
        }
        if let end {
            return .found(isOther ? .other : .damaged, range: content(upTo: end), next: end)
        }
        if let closed { return .found(.damaged, range: start..<closed, next: closed) }
        return bytes.count > most(boundary) ? .oversized : .open
    }

    /// Where the Content-Length ends, when bytes from SOI to EOI end there.
    private var closedPicture: Int? {
        guard let length, length <= min(limit, bytes.count), length >= start + 4,
            bytes[length - 2] == JPEGMarker.prefix, bytes[length - 1] == JPEGMarker.endOfImage
        else { return nil }
        return bytes[start] == JPEGMarker.prefix && bytes[start + 1] == JPEGMarker.startOfImage ? length : nil
    }

    /// How many bytes are kept at most: over the limit by two line ends and a delimiter, so that the end of a body at the
    /// limit is seen.
    private func most(_ boundary: StreamBoundary) -> Int { limit + 4 + boundary.longestLine }

    /// Where the first delimiter line begins in the bytes before a place; nil when there is none.
    private mutating func delimiter(_ boundary: StreamBoundary, before end: Int, isAll: Bool) -> Int? {
        switch boundary.search(bytes.span.extracting(0..<end), from: start, searched: searched, isAll: isAll) {
        case .found(let index): return index
        case .none(let searched):
            self.searched = searched
            return nil
        }
    }

    /// Where a picture begins behind the first byte of this one; nil when none does.
    private mutating func nextPicture(before end: Int) -> Int? {
        while beginnings + 2 < end {
            if bytes[beginnings] == JPEGMarker.prefix, bytes[beginnings + 1] == JPEGMarker.startOfImage,
                bytes[beginnings + 2] == JPEGMarker.prefix, beginnings > start
            {
                return beginnings
            }
            beginnings += 1
        }
        return nil
    }

    /// The content before a delimiter line: RFC 2046 section 5.1.1, the line end before it belongs to it.
    private func content(upTo end: Int) -> Range<Int> {
        var end = end
        if end > start, bytes[end - 1] == .lineFeed {
            end -= 1
            if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
        }
        return start..<end
    }
}
