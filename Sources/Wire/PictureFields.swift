/// What Martlet tells of a picture: the fields of a stream's part and of a snapshot.
public struct PictureFields: Sendable {
    /// The length of the JPEG in bytes.
    public var contentLength: Int
    /// When it was captured, in nanoseconds since 1970.
    public var unixNanoseconds: Int64
    /// How long ago that was when it was handed over, in microseconds.
    public var ageMicroseconds: Int
    /// Its number, which never goes back.
    public var sequence: Int

    /// Describes a picture.
    public init(contentLength: Int, unixNanoseconds: Int64, ageMicroseconds: Int, sequence: Int) {
        self.contentLength = contentLength
        self.unixNanoseconds = unixNanoseconds
        self.ageMicroseconds = ageMicroseconds
        self.sequence = sequence
    }

    /// Appends X-Timestamp (seconds since 1970), X-Age (milliseconds) and X-Sequence.
    public func append(to bytes: inout [UInt8]) {
        bytes.append("X-Timestamp: ")
        bytes.append(secondsOfNanoseconds: unixNanoseconds)
        bytes.append("\r\nX-Age: ")
        bytes.append(thousandths: ageMicroseconds)
        bytes.append("\r\nX-Sequence: ")
        bytes.append(decimal: sequence)
        bytes.append("\r\n")
    }
}
