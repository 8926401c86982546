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
    /// Without effect just now, because another control overrides it.
    public let isInactive: Bool
    /// The choices of a menu, those that the driver leaves out missing; empty for every other kind.
    public let items: [Item]
}
