/// The rules of a request's head: RFC 9112 sections 2 to 6, one rejection a rule.
enum RequestHead {
    private typealias Line = ArraySlice<UInt8>

    /// Reads a head, its empty line included, into a request and the number of content bytes that follow.
    static func parse(
        _ head: ArraySlice<UInt8>, limits: RequestLimits
    ) throws(RequestError) -> (request: Request, bodyBytes: Int) {
        var rest = head.dropLast(2)
        var request = Request()
        let minorVersion = try readRequestLine(nextLine(&rest), limits: limits, into: &request)
        var fields = Fields()
        while !rest.isEmpty { try readField(nextLine(&rest), into: &fields) }
        request.origin = fields.origin
        request.fetchSite = fields.fetchSite
        request.authorization = fields.authorization

        // RFC 9112 section 3.2: no Host in HTTP/1.1, or more than one line of it, MUST be answered with 400.
        guard fields.hosts <= 1, fields.hosts == 1 || minorVersion == 0 else {
            throw RequestError(.badRequest, "an HTTP/1.1 request must have one Host field")
        }
        request.host = request.target.authority ?? fields.host
        // RFC 9112 section 9.3.
        request.keepsAlive = minorVersion >= 1 ? !fields.closes : fields.staysOpen && !fields.closes

        // RFC 9112 section 6.3 rule 3: both lengths at once ought to be handled as an error.
        // RFC 9112 section 6.3: a server MAY answer 411 to content without a Content-Length.
        if fields.isTransferCoded {
            guard fields.contentLength == nil else {
                throw RequestError(.badRequest, "Transfer-Encoding and Content-Length exclude each other")
            }
            throw RequestError(.lengthRequired, "content must come with a Content-Length")
        }
        let bodyBytes = fields.contentLength ?? 0
        // RFC 9110 section 15.5.14.
        guard bodyBytes <= limits.bodyBytes else { throw RequestError(.contentTooLarge, "the content is too large") }
        // RFC 9110 section 10.1.1: who waits for 100 before the content MUST be told something; this is not an answer
        // that HTTP/1.0 knows.
        guard !fields.expects || bodyBytes == 0 || minorVersion == 0 else {
            throw RequestError(.expectationFailed, "send the content at once, without Expect")
        }
        return (request, bodyBytes)
    }

    /// What the fields say that Martlet must know.
    private struct Fields {
        var hosts = 0
        var host: [UInt8] = []
        var origin: [UInt8]?
        var fetchSite: [UInt8]?
        var authorization: [UInt8]?
        var contentLength: Int?
        var isTransferCoded = false
        var closes = false
        var staysOpen = false
        var expects = false
    }

    /// Takes the next line off, without the CR LF that the parser has seen at its end.
    private static func nextLine(_ rest: inout Line) -> Line {
        let end = rest.firstIndex(of: .lineFeed) ?? rest.endIndex
        let line = rest[..<end].dropLast()
        rest = rest[end...].dropFirst()
        return line
    }

    /// RFC 9112 section 3: method SP request-target SP HTTP-version.
    ///
    /// - Returns: the minor version.
    private static func readRequestLine(
        _ line: Line, limits: RequestLimits, into request: inout Request
    ) throws(RequestError) -> Int {
        guard let first = line.firstIndex(of: UInt8(ascii: " ")),
            let last = line.lastIndex(of: UInt8(ascii: " ")), first < last
        else { throw RequestError(.badRequest, "the request line must be: method, target, HTTP version") }
        let method = line[..<first]
        let target = line[(first + 1)..<last]
        let version = line[(last + 1)...]
        // RFC 9110 section 9.1: a method is a token.
        guard !method.isEmpty, method.allSatisfy({ $0.isTokenCharacter }) else {
            throw RequestError(.badRequest, "the method is not a token")
        }
        // RFC 9112 section 2.3: HTTP-version is case-sensitive, one digit, a dot, one digit.
        guard version.count == 8, version.prefix(5).spells("HTTP/"), version[version.startIndex + 5].isDigit,
            version[version.startIndex + 6] == UInt8(ascii: "."), version[version.startIndex + 7].isDigit
        else { throw RequestError(.badRequest, "the request line must end in HTTP/1.1 or HTTP/1.0") }
        // RFC 9110 section 15.6.6: a major version that is not spoken here.
        guard version[version.startIndex + 5] == UInt8(ascii: "1") else {
            throw RequestError(.versionNotSupported, "only HTTP/1.1 and HTTP/1.0 are spoken here")
        }
        // RFC 9112 section 3 and RFC 9110 section 15.5.15.
        guard target.count <= limits.targetBytes else {
            throw RequestError(.targetTooLong, "the request target is too long")
        }
        // RFC 9112 section 3.2: no white space in the target; RFC 3986 section 2: nor anything but visible ASCII.
        guard target.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw RequestError(.badRequest, "the request target holds a space or a byte that is not ASCII")
        }
        request.method = Method(method)
        // RFC 9112 sections 3.2.3 and 3.2.4: authority and asterisk forms belong to CONNECT and OPTIONS, which no
        // route here takes: they are refused with the method, not for their form.
        if request.method != .other || target.first == UInt8(ascii: "/") { request.target = try RequestTarget(target) }
        return Int(version[version.startIndex + 7] - UInt8(ascii: "0"))
    }

    /// RFC 9112 section 5: field-name ":" OWS field-value OWS.
    private static func readField(_ line: Line, into fields: inout Fields) throws(RequestError) {
        // RFC 9112 section 5.2: a line that begins with white space (obs-fold) MUST be refused.
        // RFC 9112 section 5.1: white space between the name and the colon MUST be refused.
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line[..<colon].allSatisfy({ $0.isTokenCharacter })
        else { throw RequestError(.badRequest, "a field must be: name, colon, value, with no space before the colon") }
        let name = line[..<colon]
        let value = line[(colon + 1)...].trimmed
        // RFC 9110 section 5.5: CR, LF and NUL MUST be refused; other controls are as unwelcome.
        guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }) else {
            throw RequestError(.badRequest, "a field's value holds a control character")
        }
        if name.spellsIgnoringCase("host") {
            // RFC 9110 section 7.2: uri-host [ ":" port ], here only the bytes it can consist of.
            guard value.allSatisfy({ $0.isHostCharacter }) else {
                throw RequestError(.badRequest, "the Host field is not a host")
            }
            fields.hosts += 1
            fields.host = Array(value)
        } else if name.spellsIgnoringCase("content-length") {
            // RFC 9110 section 8.6: digits alone; RFC 9112 section 6.3 rule 5: two that differ MUST be refused.
            guard let length = value.decimal(limit: 1 << 40) else {
                throw RequestError(.badRequest, "Content-Length must be a decimal number")
            }
            guard fields.contentLength == nil || fields.contentLength == length else {
                throw RequestError(.badRequest, "two Content-Length fields differ")
            }
            fields.contentLength = length
        } else if name.spellsIgnoringCase("transfer-encoding") {
            fields.isTransferCoded = true
        } else if name.spellsIgnoringCase("connection") {
            // RFC 9110 section 7.6.1: a list of options.
            for option in value.split(separator: UInt8(ascii: ",")) {
                if option.trimmed.spellsIgnoringCase("close") { fields.closes = true }
                if option.trimmed.spellsIgnoringCase("keep-alive") { fields.staysOpen = true }
            }
        } else if name.spellsIgnoringCase("expect") {
            fields.expects = true
        } else if name.spellsIgnoringCase("origin") {
            fields.origin = Array(value)
        } else if name.spellsIgnoringCase("sec-fetch-site") {
            fields.fetchSite = Array(value)
        } else if name.spellsIgnoringCase("authorization") {
            // RFC 9110 section 5.3: a field that is no list MUST NOT come twice; which of two were meant?
            guard fields.authorization == nil else {
                throw RequestError(.badRequest, "a request may have one Authorization field")
            }
            fields.authorization = Array(value)
        }
    }
}
