/// The most that a part may hold.
public struct PartLimits: Sendable {
    /// The body, in bytes.
    public var bodyBytes: Int
    /// The head, line ends included, in bytes.
    public var headBytes: Int
    /// The fields in the head.
    public var headFields: Int

    /// Limits that fit every camera known: 16 MiB of body, a head of 8 KiB with 64 fields.
    public init(bodyBytes: Int = 16 << 20, headBytes: Int = 8192, headFields: Int = 64) {
        self.bodyBytes = bodyBytes
        self.headBytes = headBytes
        self.headFields = headFields
    }
}
