/// Reads requests out of a connection's bytes: RFC 9112, strictly, within limits.
///
/// Bytes go in as they come, requests come out whole and in order. What is refused is refused at the same byte
/// however the bytes were cut.
public struct RequestParser: Sendable {
    private let limits: RequestLimits
    private var buffer: [UInt8] = []
    /// How much of the buffer is known to hold no end of a head.
    private var scanned = 0
    /// A request whose head is read and whose content is still on its way.
    private var pending: (request: Request, bodyBytes: Int)?

    /// Makes a parser that refuses what is over the limits.
    public init(limits: RequestLimits = RequestLimits()) {
        self.limits = limits
    }

    /// Whether nothing of a next request has come: between requests a connection may end without complaint.
    public var isEmpty: Bool { buffer.isEmpty && pending == nil }

    /// Takes bytes as they came.
    public mutating func append(_ bytes: Span<UInt8>) {
        buffer.append(copying: bytes, in: 0..<bytes.count)
    }

    /// The next whole request; nil when more bytes are needed.
    ///
    /// - Throws: `RequestError`, after which the connection cannot be read on.
    public mutating func next() throws(RequestError) -> Request? {
        if pending == nil {
            skipEmptyLines()
            guard let end = try headEnd() else { return nil }
            pending = try RequestHead.parse(buffer[..<end], limits: limits)
            consume(end)
        }
        guard let pending, buffer.count >= pending.bodyBytes else { return nil }
        var request = pending.request
        request.body = Array(buffer[..<pending.bodyBytes])
        consume(pending.bodyBytes)
        self.pending = nil
        return request
    }

    /// RFC 9112 section 2.2: empty lines before the request line SHOULD be ignored.
    private mutating func skipEmptyLines() {
        var start = 0
        while start + 1 < buffer.count, buffer[start] == .carriageReturn, buffer[start + 1] == .lineFeed { start += 2 }
        if start > 0 { consume(start) }
    }

    /// Where the head ends, behind its empty line; nil while that has not come.
    private mutating func headEnd() throws(RequestError) -> Int? {
        let window = min(buffer.count, limits.headBytes)
        var index = scanned
        while index < window {
            if buffer[index] == .lineFeed {
                // RFC 9112 section 2.2 lets a server take a bare LF for the end of a line. Martlet takes CR LF alone,
                // so that it and a proxy never read one request as two.
                guard index > 0, buffer[index - 1] == .carriageReturn else {
                    throw RequestError(.badRequest, "lines must end in CR LF")
                }
                if index >= 3, buffer[index - 2] == .lineFeed { return index + 1 }
            }
            index += 1
        }
        scanned = window
        guard buffer.count >= limits.headBytes else { return nil }
        // RFC 9112 section 3: a server that receives a target longer than it parses MUST answer 414.
        guard buffer[..<window].contains(.lineFeed) else {
            throw RequestError(.targetTooLong, "the request line is too long")
        }
        // RFC 6585 section 5.
        throw RequestError(.fieldsTooLarge, "the request's head is too large")
    }

    private mutating func consume(_ count: Int) {
        if count == buffer.count {
            // A connection that waits between requests keeps no memory for them.
            buffer = []
        } else {
            buffer.removeFirst(count)
        }
        scanned = 0
    }
}

extension UInt8 {
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
}
