/// The most a request may hold, in bytes.
public struct RequestLimits: Sendable {
    /// Request line and fields together, with the empty line that ends them.
    public var headBytes: Int
    /// The request target alone.
    public var targetBytes: Int
    /// The content.
    public var bodyBytes: Int

    /// Limits that fit every request that Martlet answers.
    public init(headBytes: Int = 4096, targetBytes: Int = 2048, bodyBytes: Int = 1024) {
        self.headBytes = headBytes
        self.targetBytes = targetBytes
        self.bodyBytes = bodyBytes
    }
}
