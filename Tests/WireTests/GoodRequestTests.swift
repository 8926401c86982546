import Testing
import Wire

@Suite("Requests that are read")
struct GoodRequestTests {
    @Test(arguments: methods + keepAlive + targets + fields + contents + sequences)
    func read(_ row: RequestCase) {
        row.check()
    }

    private static let methods = [
        RequestCase("GET", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / host=h keep"),
        RequestCase("HEAD", "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n", "HEAD / host=h keep"),
        RequestCase("PUT", "PUT / HTTP/1.1\r\nHost: h\r\n\r\n", "PUT / host=h keep"),
        RequestCase("DELETE", "DELETE /a HTTP/1.1\r\nHost: h\r\n\r\n", "DELETE /a host=h keep"),
        RequestCase("DELETE in small letters", "delete /a HTTP/1.1\r\nHost: h\r\n\r\n", "OTHER /a host=h keep"),
        RequestCase("POST", "POST /a HTTP/1.1\r\nHost: h\r\n\r\n", "OTHER /a host=h keep"),
        RequestCase("methods are case-sensitive", "get / HTTP/1.1\r\nHost: h\r\n\r\n", "OTHER / host=h keep"),
        RequestCase(
            "a method of every tchar", "!#$%&'*+-.^_`|~aZ09 / HTTP/1.1\r\nHost: h\r\n\r\n", "OTHER / host=h keep"),
        RequestCase("asterisk form", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "OTHER  host=h keep"),
        RequestCase("authority form", "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n", "OTHER  host=h:80 keep"),
    ]

    private static let keepAlive = [
        RequestCase("1.1 and close", "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "GET / host=h close"),
        RequestCase(
            "close in a list, in capitals", "GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade ,\tCLOSE,\r\n\r\n",
            "GET / host=h close"),
        RequestCase(
            "close in a second field",
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n",
            "GET / host=h close"),
        RequestCase(
            "an option that only begins so", "GET / HTTP/1.1\r\nHost: h\r\nConnection: closed, x-close\r\n\r\n",
            "GET / host=h keep"),
        RequestCase("1.0", "GET / HTTP/1.0\r\n\r\n", "GET / host= close"),
        RequestCase("1.0 with Host", "GET / HTTP/1.0\r\nHost: h\r\n\r\n", "GET / host=h close"),
        RequestCase("1.0 and keep-alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET / host= keep"),
        RequestCase(
            "1.0 and both", "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", "GET / host= close"),
        RequestCase("a minor version to come", "GET / HTTP/1.9\r\nHost: h\r\n\r\n", "GET / host=h keep"),
    ]

    private static let targets = [
        RequestCase("a path", "GET /a/b.c~d HTTP/1.1\r\nHost: h\r\n\r\n", "GET /a/b.c~d host=h keep"),
        RequestCase(
            "a decoded path", "GET /%73tre%61m%2Fa%20b+c HTTP/1.1\r\nHost: h\r\n\r\n",
            #"GET /stream/a\x20b+c host=h keep"#),
        RequestCase(
            "decoded high bytes", "GET /%c3%A9%FF HTTP/1.1\r\nHost: h\r\n\r\n", #"GET /\xC3\xA9\xFF host=h keep"#),
        RequestCase("a % that is encoded", "GET /%2541 HTTP/1.1\r\nHost: h\r\n\r\n", "GET /%41 host=h keep"),
        RequestCase("a query", "GET /?action=stream HTTP/1.1\r\nHost: h\r\n\r\n", "GET /?action=stream host=h keep"),
        RequestCase("an empty query", "GET /? HTTP/1.1\r\nHost: h\r\n\r\n", "GET / host=h keep"),
        RequestCase(
            "a query of odd parts", "GET /q?x=%41+b&y&=z&&n=1=2&&?a=/ HTTP/1.1\r\nHost: h\r\n\r\n",
            #"GET /q?x=A\x20b&y=&=z&n=1=2&?a=/ host=h keep"#),
        RequestCase(
            "what separates only encoded", "GET /a%3Fb?c%3Dd%26e=f%26g HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /a?b?c=d&e=f&g host=h keep"),
        RequestCase(
            "absolute form replaces Host", "GET http://a:81/p?q=1 HTTP/1.1\r\nHost: b\r\n\r\n",
            "GET /p?q=1 host=a:81 keep"),
        RequestCase("absolute form, no path", "GET HTTP://a HTTP/1.1\r\nHost: b\r\n\r\n", "GET / host=a keep"),
        RequestCase("absolute form, query alone", "GET http://a?q HTTP/1.1\r\nHost: b\r\n\r\n", "GET /?q= host=a keep"),
        RequestCase("absolute form, 1.0", "GET http://[::1]:8/ HTTP/1.0\r\n\r\n", "GET / host=[::1]:8 close"),
        RequestCase(
            "absolute form of a method that no route takes", "POST http://a/ HTTP/1.1\r\nHost: b\r\n\r\n",
            "OTHER  host=b keep"),
    ]

    private static let fields = [
        RequestCase("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / host= keep"),
        RequestCase(
            "names in any case", "GET / HTTP/1.1\r\nhOsT: h\r\nCONNECTION: close\r\n\r\n", "GET / host=h close"),
        RequestCase("no white space", "GET / HTTP/1.1\r\nHost:h\r\n\r\n", "GET / host=h keep"),
        RequestCase("white space around a value", "GET / HTTP/1.1\r\nHost: \t h \t\r\n\r\n", "GET / host=h keep"),
        RequestCase("an IPv6 Host", "GET / HTTP/1.1\r\nHost: [fe80::1]:8080\r\n\r\n", "GET / host=[fe80::1]:8080 keep"),
        RequestCase(
            "Origin and Sec-Fetch-Site",
            "GET / HTTP/1.1\r\nHost: h\r\nOrigin: http://h\r\nSec-Fetch-Site: same-origin\r\n\r\n",
            "GET / host=h origin=http://h site=same-origin keep"),
        RequestCase("an empty Origin", "GET / HTTP/1.1\r\nHost: h\r\nOrigin: \r\n\r\n", "GET / host=h origin= keep"),
        RequestCase(
            "high bytes and tabs in a value",
            "GET / HTTP/1.1\r\nHost: h\r\nOrigin: \u{80}\t\u{FF}\r\nX: \u{E9} \r\n\r\n",
            #"GET / host=h origin=\x80\x09\xFF keep"#),
        RequestCase(
            "a name of every tchar", "GET / HTTP/1.1\r\n!#$%&'*+-.^_`|~aZ09: \r\nHost: h\r\n\r\n", "GET / host=h keep"),
        RequestCase("colons in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: a: b :c\r\n\r\n", "GET / host=h keep"),
    ]

    private static let contents = [
        RequestCase(
            "content", "PUT /streaming HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\noff",
            "PUT /streaming host=h body=off keep"),
        RequestCase("no content", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", "PUT / host=h keep"),
        RequestCase(
            "content of a GET", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab", "GET / host=h body=ab keep"),
        RequestCase(
            "the same length twice", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\ncontent-length: 02\r\n\r\non",
            "PUT / host=h body=on keep"),
        RequestCase(
            "content that looks like a head",
            "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 8\r\n\r\n\r\n\r\n\n\u{0}\u{FF}\n",
            #"PUT / host=h body=\x0D\x0A\x0D\x0A\x0A\x00\xFF\x0A keep"#),
        RequestCase(
            "Expect without content", "GET / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n", "GET / host=h keep"),
        RequestCase(
            "Expect in 1.0", "PUT / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\non",
            "PUT / host= body=on close"),
    ]

    private static let sequences = [
        RequestCase("nothing", ""),
        RequestCase("empty lines alone", "\r\n\r\n\r\n"),
        RequestCase("half an empty line", "\r\n\r", waits: true),
        RequestCase("empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / host=h keep"),
        RequestCase("empty lines behind", "GET / HTTP/1.0\r\n\r\n\r\n\r\n", "GET / host= close"),
        RequestCase("a beginning", "GET / HTTP/1.1\r\nHost: h\r\n", waits: true),
        RequestCase("content that has not come", "PUT / HTTP/1.0\r\nContent-Length: 3\r\n\r\nof", waits: true),
        RequestCase(
            "pipelined", "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: h\r\n\r\nGET /3 HTTP/1.0\r\n\r\n",
            "GET /1 host=h keep", "HEAD /2 host=h keep", "GET /3 host= close"),
        RequestCase(
            "pipelined with contents",
            "PUT /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\non\r\nPUT /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n"
                + "offGET /3 HTTP/1.1\r\nHost: h\r\n\r\nGET",
            "PUT /1 host=h body=on keep", "PUT /2 host=h body=off keep", "GET /3 host=h keep", waits: true),
    ]
}
