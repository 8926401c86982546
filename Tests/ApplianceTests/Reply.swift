/// The exact bytes of an answer.
struct Reply {
    var status = "200 OK"
    var type = "text/plain; charset=utf-8"
    /// The field Content-Length; nil for none.
    var length: Int?
    var keepsAlive = true
    /// Fields behind the common ones.
    var fields = ""
    var body: [UInt8] = []

    /// One plain line.
    static func line(_ status: String, _ line: String, keepsAlive: Bool = true, fields: String = "") -> Reply {
        let body = Array((line + "\n").utf8)
        return Reply(status: status, length: body.count, keepsAlive: keepsAlive, fields: fields, body: body)
    }

    /// The same answer to HEAD.
    var headOnly: Reply {
        var reply = self
        reply.body = []
        return reply
    }

    var bytes: [UInt8] {
        var head = "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\n"
        if let length { head += "Content-Length: \(length)\r\n" }
        head += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
        head += "Connection: \(keepsAlive ? "keep-alive" : "close")\r\n" + fields + "\r\n"
        return Array(head.utf8) + body
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A request with nothing but what it must have.
func request(_ method: String, _ target: String, _ fields: String = "", body: String = "") -> String {
    let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
    return "\(method) \(target) HTTP/1.1\r\nHost: martlet.local:8080\r\n\(fields)\(length)\r\n\(body)"
}
