extension HTTPCameraError: CustomStringConvertible {
    /// One line in plain words, without a full stop at its end.
    public var description: String {
        switch self {
        case .badURL(let reason): reason
        case .hostUnknown(let host): "no host is named '\(host)'"
        case .refused(let host, let port): "nobody listens at port \(port) of '\(host)'"
        case .unreachable(let host, let reason): "'\(host)' cannot be reached: \(reason)"
        case .insecure(let host, let reason): "no secure connection to '\(host)': \(reason)"
        case .proxyFailed(let reason): "the proxy did not connect: \(reason)"
        case .unauthorized(let reason): reason
        case .status(let code): "the server answered \(code)" + (Self.phrases[code].map { " (\($0))" } ?? "")
        case .badRedirect(let reason): reason
        case .notStream(let reason): reason
        case .stalled(let duration): "nothing came from the server for \(Self.words(duration))"
        case .connectionLost(let reason): "the connection was lost: \(reason)"
        case .ended: "the server ended the stream"
        case .timedOut(let duration, nil): "no picture came within \(Self.words(duration))"
        case .timedOut(let duration, let cause?): "no picture came within \(Self.words(duration)): \(cause)"
        case .notOpen: "the camera is not open"
        case .released: "the camera was released"
        case .cancelled: "cancelled"
        case .undecodable(let reason): "the picture cannot be decoded: \(reason)"
        }
    }

    private static let phrases = [
        400: "bad request", 403: "forbidden", 404: "not found", 405: "method not allowed", 410: "gone",
        429: "too many requests", 500: "internal error", 502: "bad gateway", 503: "unavailable", 504: "gateway timeout",
    ]

    /// Seconds, or milliseconds when it is less than one.
    static func words(_ duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        let tenths = milliseconds % 1000 / 100
        return tenths == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds / 1000).\(tenths) s"
    }
}

extension HTTPCameraError {
    /// Whether another attempt may go better.
    ///
    /// After a wrong password it would not, and some servers lock the door.
    var isPassing: Bool {
        switch self {
        case .unauthorized, .badURL, .released, .cancelled, .notOpen: false
        default: true
        }
    }
}
