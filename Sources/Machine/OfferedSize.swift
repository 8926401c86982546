/// One size, or a range of sizes, that a camera offers in one pixel format (`VIDIOC_ENUM_FRAMESIZES`).
public struct OfferedSize: Sendable {
    /// Its width, or its range of widths.
    public let widths: Steps
    /// Its height, or its range of heights.
    public let heights: Steps
    /// The rates at this size, at the largest of a range; empty when the driver does not tell.
    public let rates: [OfferedRate]

    /// Whether the camera offers that very size.
    public func contains(width: UInt32, height: UInt32) -> Bool {
        widths.contains(width) && heights.contains(height)
    }
}
