/// What the head of a part says.
public struct PartHead: Sendable, Equatable {
    /// The Content-Type in small letters, without its parameters; empty when there is none.
    public internal(set) var contentType: [UInt8] = []
    /// The Content-Length, in bytes, which need not be true; nil when there is none, or none that is a number.
    public internal(set) var contentLength: Int?
    /// X-Timestamp, in nanoseconds.
    ///
    /// Martlet tells when the picture was captured, ustreamer when it was sent, both since 1970; for mjpg-streamer and
    /// ESP32 cameras it is since the machine started.
    public internal(set) var timestampNanoseconds: Int64?
    /// How old the picture was when it was sent, in microseconds: X-Age, and ustreamer's X-UStreamer-Latency.
    public internal(set) var ageMicroseconds: Int?
    /// X-Sequence, which Martlet alone tells: the number of the picture, which never goes back.
    public internal(set) var sequence: Int?

    /// Whether a Content-Length was there that is no number: -1, for one.
    var hasBadLength = false
    /// How many fields there were, those of no interest included.
    var fields = 0

    /// Whether the body is said to be something other than a JPEG.
    var namesOtherType: Bool { !contentType.isEmpty && !MediaType(contentType[...]).isJPEG }

    /// Takes in one line, without its end; what is no field is passed over.
    mutating func read(_ line: ArraySlice<UInt8>) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line.first?.isBlank == false else { return }
        fields += 1
        let name = line[..<colon].trimmed
        let value = line[(colon + 1)...].trimmed
        if name.spellsIgnoringCase("content-type") {
            contentType = MediaType(value).name
        } else if name.spellsIgnoringCase("content-length") {
            contentLength = value.decimal(limit: .max)
            hasBadLength = contentLength == nil
        } else if name.spellsIgnoringCase("x-timestamp") {
            timestampNanoseconds = value.decimal(places: 9, limit: Self.mostSeconds).map(Int64.init)
        } else if name.spellsIgnoringCase("x-age") {
            ageMicroseconds = value.decimal(places: 3, limit: Self.mostSeconds * 1000)
        } else if name.spellsIgnoringCase("x-ustreamer-latency") {
            ageMicroseconds = value.decimal(places: 6, limit: Self.mostSeconds)
        } else if name.spellsIgnoringCase("x-sequence") {
            sequence = value.decimal(limit: .max)
        }
    }

    /// The year 2255: nanoseconds up to there are an `Int64`.
    private static let mostSeconds = 9_000_000_000
}
