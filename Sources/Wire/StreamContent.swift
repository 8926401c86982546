/// What a response holds, told by its Content-Type: a stream of parts or one picture.
public enum StreamContent: Sendable, Equatable {
    /// Parts with delimiters between them: `multipart/x-mixed-replace`, `multipart/mixed` and whatever else is multipart.
    case parts(StreamBoundary)
    /// One picture, `image/jpeg`: nothing says that another will follow.
    case still

    /// Reads the value of a response's Content-Type; nil when it had none.
    ///
    /// - Throws: `StreamContentError` when it is neither a stream nor a picture; it says what it is.
    public init(contentType: [UInt8]?) throws(StreamContentError) {
        let value = contentType ?? []
        let type = MediaType(value[...])
        if type.name.starts(with: "multipart/".utf8) {
            self = .parts(StreamBoundary(named: type.parameter("boundary") ?? []))
        } else if type.isJPEG {
            self = .still
        } else {
            throw StreamContentError(contentType: value)
        }
    }
}
