/// What has come of a stream so far.
public struct PartCounts: Sendable, Equatable {
    /// Whole pictures delivered.
    public var pictures = 0
    /// Pictures that were not whole: delivered as such, or passed over for a newer one in the same part.
    public var damaged = 0
    /// Parts delivered that are no pictures.
    public var others = 0
    /// Parts with nothing in them, not delivered.
    public var empty = 0
    /// Bodies over the limit, not kept.
    public var oversized = 0
    /// Heads over the limits, passed over with their parts.
    public var oversizedHeads = 0
    /// Parts whose Content-Length was not the length of their content.
    public var wrongLengths = 0

    /// Nothing so far.
    public init() {}
}
