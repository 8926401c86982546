/// What happened, and a sentence for people: `"\(error)"` is one line in plain words.
public enum HTTPCameraError: Error, Sendable, Equatable {
    /// The URL cannot be used; it says why.
    case badURL(String)
    /// No such host.
    case hostUnknown(host: String)
    /// Nobody listens at that port of the host.
    case refused(host: String, port: Int)
    /// The host, or the way to it, failed before the server answered; it says how.
    case unreachable(host: String, reason: String)
    /// The connection could not be made secure: a certificate that is not trusted, for one.
    case insecure(host: String, reason: String)
    /// The proxy did not do its part.
    case proxyFailed(reason: String)
    /// The server asks for a password, and there is none, or not the right one; it says which.
    case unauthorized(reason: String)
    /// The server answered with a status that is no success: 404, for one.
    case status(Int)
    /// The server sent the request elsewhere, where it cannot be followed; it says why.
    case badRedirect(String)
    /// The answer is neither `multipart/x-mixed-replace` nor a JPEG; it says what it is.
    case notStream(String)
    /// Not a byte came for as long as `HTTPCamera.Options.silenceLimit` allows.
    case stalled(after: Duration)
    /// The connection broke; it says how.
    case connectionLost(reason: String)
    /// The server ended the stream.
    case ended
    /// No picture came within the time that the call was given. When the camera is being reconnected just then, `while`
    /// says what happened to the last connection.
    indirect case timedOut(after: Duration, while: HTTPCameraError?)
    /// `HTTPCamera.open()` has not been called, or was given up by the task that called it, or `HTTPCamera.release()` has
    /// been.
    case notOpen
    /// `HTTPCamera.release()` was called meanwhile.
    case released
    /// The task that called was cancelled.
    case cancelled
    /// The JPEG could not be decoded; it says why.
    case undecodable(String)
}
