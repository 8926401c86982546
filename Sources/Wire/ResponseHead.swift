/// The head of a response: status line and fields of RFC 9112 section 4, appended to a connection's own buffer.
public struct ResponseHead: Sendable {
    /// How it went.
    public var status: Status
    /// The Content-Type field.
    public var contentType: String
    /// The Content-Length field in bytes; nil for content that ends with the connection (RFC 9112 section 6.3).
    public var contentLength: Int?
    /// Whether the connection goes on: content without a length ends it.
    public var keepsAlive: Bool

    /// Describes a head.
    public init(_ status: Status, contentType: String, contentLength: Int?, keepsAlive: Bool) {
        self.status = status
        self.contentType = contentType
        self.contentLength = contentLength
        self.keepsAlive = keepsAlive && contentLength != nil
    }

    /// Appends the status line and the fields that every response has; more fields and `end` follow.
    public func append(to bytes: inout [UInt8]) {
        bytes.append("HTTP/1.1 ")
        bytes.append(decimal: status.rawValue)
        bytes.append(" ")
        bytes.append(status.phrase)
        bytes.append("\r\nContent-Type: ")
        bytes.append(contentType)
        if let contentLength {
            bytes.append("\r\nContent-Length: ")
            bytes.append(decimal: contentLength)
        }
        // What a camera saw a moment ago is nothing to keep, and nothing to guess another type for.
        bytes.append("\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: ")
        bytes.append(keepsAlive ? "keep-alive\r\n" : "close\r\n")
    }

    /// Appends one more field.
    public static func append(field name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(name)
        bytes.append(": ")
        bytes.append(value)
        bytes.append("\r\n")
    }

    /// Appends the empty line that ends a head.
    public static func end(_ bytes: inout [UInt8]) {
        bytes.append("\r\n")
    }
}
