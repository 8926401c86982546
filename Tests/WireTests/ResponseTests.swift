import Testing
import Wire

@Suite("Heads of responses")
struct ResponseTests {
    private func text(_ head: ResponseHead) -> String {
        var bytes: [UInt8] = []
        head.append(to: &bytes)
        ResponseHead.append(field: "Allow", "GET, HEAD", to: &bytes)
        ResponseHead.end(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func withLength() {
        let head = ResponseHead(.ok, contentType: "image/jpeg", contentLength: 1234, keepsAlive: true)
        #expect(
            text(head) == "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 1234\r\n"
                + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: keep-alive\r\n"
                + "Allow: GET, HEAD\r\n\r\n")
    }

    @Test func closing() {
        let head = ResponseHead(.methodNotAllowed, contentType: "text/plain", contentLength: 0, keepsAlive: false)
        #expect(
            text(head) == "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n"
                + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n"
                + "Allow: GET, HEAD\r\n\r\n")
    }

    /// Content without a length ends with the connection, whatever was asked.
    @Test func withoutLength() {
        let head = ResponseHead(.ok, contentType: Multipart.contentType, contentLength: nil, keepsAlive: true)
        #expect(!head.keepsAlive)
        #expect(
            text(head) == "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n"
                + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n"
                + "Allow: GET, HEAD\r\n\r\n")
    }

    /// RFC 9110 section 15's phrases; 431's is RFC 6585 section 5's.
    @Test(arguments: [
        (Status.ok, 200, "OK"), (.badRequest, 400, "Bad Request"), (.unauthorized, 401, "Unauthorized"),
        (.forbidden, 403, "Forbidden"), (.notFound, 404, "Not Found"), (.methodNotAllowed, 405, "Method Not Allowed"),
        (.requestTimeout, 408, "Request Timeout"), (.lengthRequired, 411, "Length Required"),
        (.contentTooLarge, 413, "Content Too Large"), (.targetTooLong, 414, "URI Too Long"),
        (.conflict, 409, "Conflict"), (.expectationFailed, 417, "Expectation Failed"),
        (.fieldsTooLarge, 431, "Request Header Fields Too Large"), (.serviceUnavailable, 503, "Service Unavailable"),
        (.versionNotSupported, 505, "HTTP Version Not Supported"),
    ])
    func status(_ status: Status, code: Int, phrase: String) {
        #expect(status.rawValue == code)
        #expect(status.phrase == phrase)
    }

    @Test func pictureFields() {
        let fields = PictureFields(
            contentLength: 5, unixNanoseconds: 1_763_838_413_123_456_789, ageMicroseconds: 1234, sequence: 42)
        var bytes: [UInt8] = []
        fields.append(to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "X-Timestamp: 1763838413.123456\r\nX-Age: 1.234\r\nX-Sequence: 42\r\n")
    }
}
