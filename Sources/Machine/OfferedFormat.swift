/// One pixel format that a camera offers, with its sizes (`VIDIOC_ENUM_FMT`).
public struct OfferedFormat: Sendable {
    /// The pixel format.
    public let fourCC: FourCC
    /// The driver's words for it, ASCII or UTF-8.
    public let description: [UInt8]
    /// Whether its frames have no fixed size (`V4L2_FMT_FLAG_COMPRESSED`).
    public let isCompressed: Bool
    /// Made by a library from another format rather than by the camera.
    public let isEmulated: Bool
    /// Empty when the driver does not tell its sizes.
    public let sizes: [OfferedSize]
}
