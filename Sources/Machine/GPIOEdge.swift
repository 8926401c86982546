/// One change of an input.
public struct GPIOEdge: Sendable {
    /// What the line changed to.
    public let isActive: Bool
    /// When, in nanoseconds of CLOCK_MONOTONIC.
    public let timestampNanoseconds: Int64
}
