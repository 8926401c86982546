import Wire

/// Where pictures are to come from.
public enum DeviceChoice: Equatable, Sendable {
    /// A camera if there is one when Martlet starts, else the test pattern.
    case auto
    /// Any camera, waited for.
    case camera
    /// The test pattern.
    case pattern
    /// The device of that path; while nothing is there, the camera that was.
    case path([UInt8])
    /// The camera with that identity, as `martlet probe` prints it.
    case identity([UInt8])

    init?(_ text: [UInt8]) {
        if text.spells("auto") {
            self = .auto
        } else if text.spells("camera") {
            self = .camera
        } else if text.spells("pattern") {
            self = .pattern
        } else if text.first == UInt8(ascii: "/") {
            self = .path(text)
        } else if !text.isEmpty, text.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            self = .identity(text)
        } else {
            return nil
        }
    }
}
