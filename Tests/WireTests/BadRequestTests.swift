import Testing
import Wire

@Suite("Requests that are refused")
struct BadRequestTests {
    @Test(arguments: lines + targets + fields + hosts + contents + sequences)
    func refuse(_ row: RequestCase) {
        row.check()
    }

    private static let form = "400 the request line must be: method, target, HTTP version"
    private static let ending = "400 lines must end in CR LF"
    private static let method = "400 the method is not a token"
    private static let version = "400 the request line must end in HTTP/1.1 or HTTP/1.0"
    private static let versionNotSpoken = "505 only HTTP/1.1 and HTTP/1.0 are spoken here"
    private static let targetBytes = "400 the request target holds a space or a byte that is not ASCII"
    private static let targetForm = "400 the request target must begin with / or http://"
    private static let targetHost = "400 the request target names no plain host"
    private static let percent = "400 a % in the request target must be followed by two hex digits"
    private static let field = "400 a field must be: name, colon, value, with no space before the colon"
    private static let control = "400 a field's value holds a control character"
    private static let host = "400 an HTTP/1.1 request must have one Host field"
    private static let hostForm = "400 the Host field is not a host"
    private static let length = "400 Content-Length must be a decimal number"
    private static let lengths = "400 two Content-Length fields differ"
    private static let bothLengths = "400 Transfer-Encoding and Content-Length exclude each other"

    private static let lines = [
        RequestCase("one word", "GET\r\n\r\n", form),
        RequestCase("two words", "GET /\r\n\r\n", form),
        RequestCase("HTTP/0.9", "GET /\r\nHost: h\r\n\r\n", form),
        RequestCase("no method", " / HTTP/1.1\r\nHost: h\r\n\r\n", method),
        RequestCase("a method with a colon", "GE:T / HTTP/1.1\r\nHost: h\r\n\r\n", method),
        RequestCase("a method with a tab", "GET\t/ / HTTP/1.1\r\nHost: h\r\n\r\n", method),
        RequestCase("a method with a high byte", "G\u{C9}T / HTTP/1.1\r\nHost: h\r\n\r\n", method),
        RequestCase("no version", "GET /  \r\nHost: h\r\n\r\n", version),
        RequestCase("a version in small letters", "GET / http/1.1\r\nHost: h\r\n\r\n", version),
        RequestCase("a version of one digit", "GET / HTTP/1\r\nHost: h\r\n\r\n", version),
        RequestCase("a version of three digits", "GET / HTTP/1.10\r\nHost: h\r\n\r\n", version),
        RequestCase("a version with a comma", "GET / HTTP/1,1\r\nHost: h\r\n\r\n", version),
        RequestCase("a version of letters", "GET / HTTP/a.1\r\nHost: h\r\n\r\n", version),
        RequestCase("a minor version of letters", "GET / HTTP/1.b\r\nHost: h\r\n\r\n", version),
        RequestCase("a space behind the version", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n", version),
        RequestCase("a CR behind the version", "GET / HTTP/1.1\r\r\nHost: h\r\n\r\n", version),
        RequestCase("HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", versionNotSpoken),
        RequestCase("HTTP/0.9 by name", "GET / HTTP/0.9\r\nHost: h\r\n\r\n", versionNotSpoken),
        RequestCase("HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", versionNotSpoken),
        RequestCase("a bare LF behind the request line", "GET / HTTP/1.1\nHost: h\r\n\r\n", ending),
        RequestCase("a bare LF behind a field", "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n", ending),
        RequestCase("a bare LF at the end", "GET / HTTP/1.1\r\nHost: h\r\n\n", ending),
        RequestCase("a bare LF first", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", ending),
        RequestCase("an empty line with two CRs", "\r\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", form),
        RequestCase("a head of a CR in its last line", "GET / HTTP/1.1\r\nHost: h\r\n\r\r\n\r\n", field),
        RequestCase("TLS", "\u{16}\u{03}\u{01}\u{00}\u{05}\r\n\r\n", form),
    ]

    private static let targets = [
        RequestCase("two spaces before the target", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", targetBytes),
        RequestCase("two spaces behind the target", "GET /  HTTP/1.1\r\nHost: h\r\n\r\n", targetBytes),
        RequestCase("a space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", targetBytes),
        RequestCase("a tab in the target", "GET /a\tb HTTP/1.1\r\nHost: h\r\n\r\n", targetBytes),
        RequestCase("a CR in the target", "GET /a\rb HTTP/1.1\r\nHost: h\r\n\r\n", targetBytes),
        RequestCase("a NUL in the target", "GET /\u{0} HTTP/1.1\r\nHost: h\r\n\r\n", targetBytes),
        RequestCase("DEL in the target", "GET /\u{7F} HTTP/1.1\r\nHost: h\r\n\r\n", targetBytes),
        RequestCase("a high byte in the target", "GET /\u{E9} HTTP/1.1\r\nHost: h\r\n\r\n", targetBytes),
        RequestCase(
            "a high byte in the target of another method", "POST /\u{E9} HTTP/1.1\r\nHost: h\r\n\r\n", targetBytes),
        RequestCase("no slash", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", targetForm),
        RequestCase("a query alone", "GET ?a HTTP/1.1\r\nHost: h\r\n\r\n", targetForm),
        RequestCase("an asterisk", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", targetForm),
        RequestCase("another scheme", "GET https://h/ HTTP/1.1\r\nHost: h\r\n\r\n", targetForm),
        RequestCase("a scheme alone", "GET http:// HTTP/1.1\r\nHost: h\r\n\r\n", targetForm),
        RequestCase("no host", "GET http:/// HTTP/1.1\r\nHost: h\r\n\r\n", targetHost),
        RequestCase("no host but a query", "GET http://?a HTTP/1.1\r\nHost: h\r\n\r\n", targetHost),
        RequestCase("a user", "GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n", targetHost),
        RequestCase("a host that is none", "GET http://a<b>/ HTTP/1.1\r\nHost: h\r\n\r\n", targetHost),
        RequestCase("a % alone", "GET /% HTTP/1.1\r\nHost: h\r\n\r\n", percent),
        RequestCase("a % and one digit", "GET /%4 HTTP/1.1\r\nHost: h\r\n\r\n", percent),
        RequestCase("a % and a letter", "GET /%4g HTTP/1.1\r\nHost: h\r\n\r\n", percent),
        RequestCase("a % and another", "GET /%%41 HTTP/1.1\r\nHost: h\r\n\r\n", percent),
        RequestCase("a NUL by percent", "GET /a%00b HTTP/1.1\r\nHost: h\r\n\r\n", percent),
        RequestCase("a % in a name", "GET /?a%=b HTTP/1.1\r\nHost: h\r\n\r\n", percent),
        RequestCase("a % in a value", "GET /?a=%b HTTP/1.1\r\nHost: h\r\n\r\n", percent),
        RequestCase("a % in a path of another method", "POST /% HTTP/1.1\r\nHost: h\r\n\r\n", percent),
    ]

    private static let fields = [
        RequestCase("no colon", "GET / HTTP/1.1\r\nHost\r\n\r\n", field),
        RequestCase("no name", "GET / HTTP/1.1\r\n: h\r\nHost: h\r\n\r\n", field),
        RequestCase("a space before the colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", field),
        RequestCase("a tab before the colon", "GET / HTTP/1.1\r\nHost\t: h\r\n\r\n", field),
        RequestCase("a space before the first field", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", field),
        RequestCase("obs-fold", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", field),
        RequestCase("obs-fold with a tab and a colon", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n\tb: c\r\n\r\n", field),
        RequestCase("a name with a slash", "GET / HTTP/1.1\r\nHo/st: h\r\n\r\n", field),
        RequestCase("a name with a NUL", "GET / HTTP/1.1\r\nHost\u{0}: h\r\n\r\n", field),
        RequestCase("a name with a high byte", "GET / HTTP/1.1\r\nH\u{F6}st: h\r\n\r\n", field),
        RequestCase("a NUL in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: a\u{0}b\r\n\r\n", control),
        RequestCase("a CR in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n", control),
        RequestCase("a CR at a value's end", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\r\n\r\n", control),
        RequestCase("ESC in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: \u{1B}[0m\r\n\r\n", control),
        RequestCase("DEL in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: \u{7F}\r\n\r\n", control),
    ]

    private static let hosts = [
        RequestCase("no Host", "GET / HTTP/1.1\r\n\r\n", host),
        RequestCase("no Host in 1.9", "GET / HTTP/1.9\r\n\r\n", host),
        RequestCase("no Host beside an absolute form", "GET http://h/ HTTP/1.1\r\n\r\n", host),
        RequestCase("two Hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", host),
        RequestCase("two Hosts in 1.0", "GET / HTTP/1.0\r\nHost: h\r\nhost: h\r\n\r\n", host),
        RequestCase("a Host with a path", "GET / HTTP/1.1\r\nHost: h/\r\n\r\n", hostForm),
        RequestCase("a Host with a user", "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n", hostForm),
        RequestCase("two names in Host", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", hostForm),
        RequestCase("a Host with a high byte", "GET / HTTP/1.1\r\nHost: \u{E9}\r\n\r\n", hostForm),
    ]

    private static let contents = [
        RequestCase("a length with a sign", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: +2\r\n\r\non", length),
        RequestCase("a length below nought", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\non", length),
        RequestCase("a hexadecimal length", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x2\r\n\r\non", length),
        RequestCase("an empty length", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \r\n\r\non", length),
        RequestCase("two lengths in one field", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2, 2\r\n\r\non", length),
        RequestCase(
            "a length past all numbers", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 18446744073709551618\r\n\r\non",
            length),
        RequestCase(
            "two lengths", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\non", lengths),
        RequestCase(
            "chunked", "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\non\r\n0\r\n\r\n",
            "411 content must come with a Content-Length"),
        RequestCase(
            "a coding in 1.0", "PUT / HTTP/1.0\r\nTransfer-Encoding: identity\r\n\r\n",
            "411 content must come with a Content-Length"),
        RequestCase(
            "chunked and a length",
            "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\non", bothLengths),
        RequestCase(
            "a length and chunked",
            "PUT / HTTP/1.1\r\nHost: h\r\ntransfer-encoding:\r\nContent-Length: 0\r\n\r\n", bothLengths),
        RequestCase(
            "Expect", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
            "417 send the content at once, without Expect"),
    ]

    private static let sequences = [
        RequestCase(
            "a bad one behind a good one", "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET\r\n\r\n", "GET /1 host=h keep", form),
        RequestCase(
            "a good one behind a bad one", "GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", host),
        RequestCase(
            "content without a length", "PUT / HTTP/1.1\r\nHost: h\r\n\r\noff\r\n\r\n", "PUT / host=h keep", form),
        RequestCase(
            "more content than was said", "PUT / HTTP/1.0\r\nContent-Length: 2\r\n\r\noff\r\n\r\n",
            "PUT / host= body=of close", form),
    ]
}
