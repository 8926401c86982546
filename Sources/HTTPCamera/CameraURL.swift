/// Where a stream is: an `http` or `https` URL taken apart, its password apart from it.
struct CameraURL: Sendable, Equatable {
    let isSecure: Bool
    /// In small letters; an IPv6 address without its brackets.
    let host: String
    let port: Int
    /// Path and query, as they stand in the request.
    let target: String

    /// The URL without name and password.
    var text: String { (isSecure ? "https://" : "http://") + authority + target }

    private var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether both are the same server to RFC 6454: scheme, host and port.
    ///
    /// A password is for that alone.
    func isSameOrigin(as other: CameraURL) -> Bool {
        isSecure == other.isSecure && host == other.host && port == other.port
    }

    /// Takes a URL apart.
    ///
    /// - Throws: `.badURL`, which says what was wrong and what would be right.
    init(_ text: String, credentials: inout Credentials?) throws(HTTPCameraError) {
        let bytes = text.utf8.drop { $0 <= 0x20 }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
            // A password may stand before an @.
            let shown = text.utf8.lastIndex(of: UInt8(ascii: "@")).map { "…" + text[$0...] } ?? text
            throw .badURL("'\(shown)' is no URL: it takes http://HOST[:PORT]/PATH, or https")
        }
        let scheme = String(bytes[..<colon].map { Character(UnicodeScalar($0)) }).lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw .badURL("'\(scheme)' is no scheme for a camera: it takes http or https")
        }
        let rest = bytes[bytes.index(colon, offsetBy: 3)...]
        let end = rest.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
        let authority = rest[..<end]
        var place = authority
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
            place = authority[authority.index(after: at)...]
            credentials = Credentials(userInfo: Array(authority[..<at]))
        }
        isSecure = scheme == "https"
        do {
            (host, port) = try Self.hostAndPort(Array(place), standardPort: isSecure ? 443 : 80)
        } catch {
            guard rest[end...].contains(UInt8(ascii: "@")) else { throw error }
            // What seems to be a host is a part of a password: it is not repeated.
            throw .badURL("a password in a URL takes / as %2F, ? as %3F and # as %23")
        }
        target = Self.target(Array(rest[end...]))
    }

    private init(isSecure: Bool, host: String, port: Int, target: String) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.target = target
    }

    /// Where a redirect leads: what Location says, as seen from here (RFC 3986, 5.2).
    ///
    /// A password in it is not used.
    func redirected(to location: String) throws(HTTPCameraError) -> CameraURL {
        let bytes = Array(location.utf8)
        let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
        let hasScheme = colon.map { !bytes[..<$0].contains(where: { "/?#".utf8.contains($0) }) } ?? false
        if hasScheme || bytes.starts(with: "//".utf8) {
            var ignored: Credentials?
            do {
                return try CameraURL((hasScheme ? "" : isSecure ? "https:" : "http:") + location, credentials: &ignored)
            } catch {
                throw .badRedirect("the server sent the request to '\(location.prefix(80))', which is no http URL")
            }
        }
        let path = String(target.prefix { $0 != "?" })
        let joined: String
        if bytes.first == UInt8(ascii: "/") {
            joined = location
        } else if bytes.first == UInt8(ascii: "?") {
            joined = path + location
        } else {
            joined = String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) + location
        }
        return CameraURL(isSecure: isSecure, host: host, port: port, target: Self.target(Array(joined.utf8)))
    }

    private static func hostAndPort(
        _ place: [UInt8], standardPort: Int
    ) throws(HTTPCameraError) -> (host: String, port: Int) {
        var host = place[...]
        var digits: ArraySlice<UInt8>?
        if place.first == UInt8(ascii: "["), let bracket = place.firstIndex(of: UInt8(ascii: "]")) {
            host = place[1..<bracket]
            let rest = place[(bracket + 1)...]
            guard rest.isEmpty || rest.first == UInt8(ascii: ":") else {
                throw .badURL("'\(text(place))' is no host: after ] it takes :PORT or nothing")
            }
            digits = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = place.firstIndex(of: UInt8(ascii: ":")) {
            host = place[..<colon]
            digits = place[(colon + 1)...]
        }
        let isPlain = host.allSatisfy { byte in
            isLetterOrDigit(byte) || ".-_~".utf8.contains(byte) || (place.first == UInt8(ascii: "[") && byte == 0x3A)
        }
        guard !host.isEmpty, isPlain else {
            throw .badURL("'\(text(host))' is no host: it takes a name in ASCII, or an address")
        }
        guard let digits, !digits.isEmpty else { return (text(host).lowercased(), standardPort) }
        guard let port = Int(text(digits)), (1...65535).contains(port) else {
            throw .badURL("'\(text(digits))' is no port: it takes 1 to 65535")
        }
        return (text(host).lowercased(), port)
    }

    /// Path and query without dot segments and fragment, all that may not stand in a request percent-encoded.
    private static func target(_ bytes: [UInt8]) -> String {
        let shown = bytes.prefix { $0 != UInt8(ascii: "#") }
        let query = shown.firstIndex(of: UInt8(ascii: "?")) ?? shown.endIndex
        var segments: [ArraySlice<UInt8>] = []
        let given = shown[..<query].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        for (index, segment) in zip(given.indices, given) {
            let isLast = index == given.endIndex - 1
            if segment.elementsEqual("..".utf8) {
                _ = segments.popLast()
                if isLast { segments.append([]) }
            } else if segment.elementsEqual(".".utf8) {
                if isLast { segments.append([]) }
            } else {
                segments.append(segment)
            }
        }
        let path = [UInt8(ascii: "/")] + segments.joined(separator: [UInt8(ascii: "/")])
        return encoded(path + shown[query...])
    }

    private static func encoded(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let isEscape =
                byte == UInt8(ascii: "%") && index + 2 < bytes.count
                && Hexadecimal.value(bytes[index + 1]) != nil && Hexadecimal.value(bytes[index + 2]) != nil
            if isEscape || isLetterOrDigit(byte) || "-._~!$&'()*+,;=:@/?".utf8.contains(byte) {
                result.append(byte)
            } else {
                result.append(UInt8(ascii: "%"))
                result += Hexadecimal.upperDigits(byte)
            }
        }
        return text(result)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
}
