/// A pixel format by its four characters, as V4L2 and most of the field name it: `MJPG`, `YUYV`.
public struct FourCC: Equatable, Sendable {
    /// The characters, the first in the lowest byte; bit 31 marks the big-endian twin of a format.
    public let value: UInt32

    /// The format with that number.
    public init(value: UInt32) {
        self.value = value
    }

    /// The format with these four ASCII characters.
    public init(_ first: Unicode.Scalar, _ second: Unicode.Scalar, _ third: Unicode.Scalar, _ fourth: Unicode.Scalar) {
        value = first.value | second.value << 8 | third.value << 16 | fourth.value << 24
    }

    /// Motion JPEG, as most USB cameras send it.
    public static var motionJPEG: FourCC { FourCC("M", "J", "P", "G") }
    /// JPEG, one whole picture a frame.
    public static var jpeg: FourCC { FourCC("J", "P", "E", "G") }
    /// Packed 4:2:2: Y0 U Y1 V.
    public static var yuyv: FourCC { FourCC("Y", "U", "Y", "V") }
    /// Packed 4:2:2: U Y0 V Y1.
    public static var uyvy: FourCC { FourCC("U", "Y", "V", "Y") }
    /// 4:2:0: a plane of Y, a plane of U V pairs.
    public static var nv12: FourCC { FourCC("N", "V", "1", "2") }
    /// 4:2:0: a plane of Y, of U, of V.
    public static var yuv420: FourCC { FourCC("Y", "U", "1", "2") }
    /// A plane of Y.
    public static var grey: FourCC { FourCC("G", "R", "E", "Y") }

    /// Whether frames of this format are JPEG already.
    public var isJPEG: Bool { self == .motionJPEG || self == .jpeg }

    /// The characters as ASCII without blanks at the end, `?` for what cannot be printed, `-BE` behind big-endian.
    public var name: [UInt8] {
        var name: [UInt8] = []
        for shift: UInt32 in [0, 8, 16, 24] {
            let byte = UInt8(truncatingIfNeeded: value >> shift) & 0x7F
            name.append(byte >= 0x20 && byte < 0x7F ? byte : UInt8(ascii: "?"))
        }
        while name.last == UInt8(ascii: " ") { name.removeLast() }
        if value >> 31 == 1 { name.append(contentsOf: "-BE".utf8) }
        return name
    }
}
