/// How a viewer is to turn a picture: Exif's Orientation (tag 0x0112), for the turns that need no mirror.
public enum Orientation: UInt8, Sendable {
    /// As it is.
    case upright = 1
    /// By 180 degrees.
    case upsideDown = 3
    /// By 90 degrees clockwise.
    case turnedRight = 6
    /// By 270 degrees clockwise.
    case turnedLeft = 8

    /// The orientation that turns by these degrees clockwise; nil when it is not a quarter's multiple below 360.
    public init?(degrees: Int) {
        switch degrees {
        case 0: self = .upright
        case 90: self = .turnedRight
        case 180: self = .upsideDown
        case 270: self = .turnedLeft
        default: return nil
        }
    }

    /// An APP1 segment with this orientation alone: Exif 2.3 section 4.5.4, one IFD in big-endian TIFF.
    public var segment: [UInt8] {
        [
            0xFF, 0xE1, 0x00, 0x22,  // APP1, 34 bytes
            0x45, 0x78, 0x69, 0x66, 0x00, 0x00,  // "Exif"
            0x4D, 0x4D, 0x00, 0x2A, 0x00, 0x00, 0x00, 0x08,  // "MM", 42, the IFD at 8
            0x00, 0x01,  // one entry:
            0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, rawValue, 0x00, 0x00,  // Orientation, SHORT, 1
            0x00, 0x00, 0x00, 0x00,  // no next IFD
        ]
    }
}
