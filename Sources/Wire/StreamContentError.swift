/// Why a response is no stream: its Content-Type names something else, or it has none.
public struct StreamContentError: Error, Sendable, Equatable {
    /// The value of Content-Type as it came, without what is not visible ASCII, 80 bytes of it at most.
    public let contentType: [UInt8]

    init(contentType: [UInt8]) {
        self.contentType = Array(contentType.filter { $0 >= 0x20 && $0 < 0x7F }.prefix(80))
    }

    /// One line for people, in ASCII: what was got, and what would be right.
    public var reason: [UInt8] {
        var line: [UInt8] = []
        line.append("not a stream: got ")
        if contentType.isEmpty {
            line.append("no Content-Type")
        } else {
            line.append("'")
            line += contentType
            line.append("'")
        }
        line.append(", takes multipart/x-mixed-replace or image/jpeg")
        return line
    }
}
