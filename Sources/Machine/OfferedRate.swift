/// One frame rate, or every rate between two, that a camera offers at one size (`VIDIOC_ENUM_FRAMEINTERVALS`).
public struct OfferedRate: Equatable, Sendable {
    /// The lowest rate.
    public let slowest: FrameRate
    /// The same as `slowest` for a single rate.
    public let fastest: FrameRate
}
