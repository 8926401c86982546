import CLinux

/// One setting of a camera, as the driver describes it (`VIDIOC_QUERY_EXT_CTRL`).
public struct CameraControl: Sendable {
    /// How a value is to be read.
    public enum Kind: Sendable, Equatable {
        case integer
        /// 0 or 1.
        case boolean
        /// The index of one of `items`.
        case menu
        /// The index of one of `items`, whose meaning is a number.
        case integerMenu
        /// Any combination of bits.
        case bitmask
        /// Setting it does something; it has no value.
        case button
        /// 64 bits, text, or a class that is newer than this program: shown, not set.
        case other
    }

    /// One choice of a menu.
    public struct Item: Sendable {
        /// The value that chooses it.
        public let index: Int64
        /// The driver's words, or the number in decimal.
        public let name: [UInt8]
    }

    /// What another control must be for this one to have an effect.
    public struct Release: Sendable {
        /// The other's number.
        public let identifier: UInt32
        /// What it must be.
        public let value: Int64

        /// What the well-known controls hang on; nil for every other.
        init?(of identifier: UInt32) {
            switch Int32(bitPattern: identifier) {
            case V4L2_CID_WHITE_BALANCE_TEMPERATURE, V4L2_CID_RED_BALANCE, V4L2_CID_BLUE_BALANCE:
                self.init(V4L2_CID_AUTO_WHITE_BALANCE)
            case V4L2_CID_BRIGHTNESS: self.init(V4L2_CID_AUTOBRIGHTNESS)
            case V4L2_CID_GAIN: self.init(V4L2_CID_AUTOGAIN)
            case V4L2_CID_HUE: self.init(V4L2_CID_HUE_AUTO)
            case V4L2_CID_FOCUS_ABSOLUTE: self.init(V4L2_CID_FOCUS_AUTO)
            case V4L2_CID_EXPOSURE_ABSOLUTE:
                self.init(V4L2_CID_EXPOSURE_AUTO, Int64(V4L2_EXPOSURE_MANUAL.rawValue))
            default: return nil
            }
        }

        private init(_ identifier: Int32, _ value: Int64 = 0) {
            self.identifier = UInt32(bitPattern: identifier)
            self.value = value
        }
    }

    /// The control's number (`V4L2_CID_…`).
    public let identifier: UInt32
    /// The driver's name for it.
    public let name: [UInt8]
    /// How its value is to be read.
    public let kind: Kind
    /// The least value.
    public let minimum: Int64
    /// The greatest value.
    public let maximum: Int64
    /// What values are apart.
    public let step: UInt64
    /// The value it has when nobody set one.
    public let defaultValue: Int64
    /// Nil when it cannot be read: a button, or a camera that does not answer.
    public let value: Int64?
    /// It can be read and not set.
    public let isReadOnly: Bool
    /// Whether it turns the picture over in one direction.
    public var isFlip: Bool { Self.isFlip(identifier) }
    /// Without effect just now, because another control overrides it.
    public let isInactive: Bool
    /// It can be set and not read.
    public let isWriteOnly: Bool
    /// What would make an inactive one act; nil when that is not known.
    public let release: Release?
    /// The choices of a menu, those that the driver leaves out missing; empty for every other kind.
    public let items: [Item]

    static func isFlip(_ identifier: UInt32) -> Bool {
        [V4L2_CID_HFLIP, V4L2_CID_VFLIP].contains(Int32(bitPattern: identifier))
    }
}
