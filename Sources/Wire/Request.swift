/// One HTTP request, read whole: what Martlet needs of RFC 9112 section 2.1's message.
public struct Request: Sendable {
    /// What is asked to be done.
    public internal(set) var method: Method = .other
    /// Where: path and query, decoded.
    public internal(set) var target = RequestTarget()
    /// The Host field, or an absolute target's authority, which replaces it (RFC 9112 section 3.2.2).
    public internal(set) var host: [UInt8] = []
    /// The Origin field, where there is one (RFC 6454 section 7).
    public internal(set) var origin: [UInt8]?
    /// The Sec-Fetch-Site field, where there is one: what a browser says of who asks.
    public internal(set) var fetchSite: [UInt8]?
    /// The Authorization field, where there is one (RFC 9110 section 11.6.2).
    public internal(set) var authorization: [UInt8]?
    /// The content; its length is bounded by `RequestLimits.bodyBytes`.
    public internal(set) var body: [UInt8] = []
    /// Whether the connection goes on after the answer (RFC 9112 section 9.3).
    public internal(set) var keepsAlive = false

    init() {}
}
