/// A camera that the kernel knows, whether or not it can be opened.
public struct CameraEntry: Equatable, Sendable {
    /// Its node, such as `/dev/video0`; it changes from plug to plug.
    public let path: [UInt8]
    /// The driver's name for it, for people.
    public let name: [UInt8]
    /// What stays the same from plug to plug, in printable ASCII without blanks:
    /// `usb-VENDOR:PRODUCT-SERIAL` where the camera has a serial number that no other camera here has,
    /// `usb-VENDOR:PRODUCT@CONTROLLER-PORT` or `usb-VENDOR:PRODUCT-SERIAL@CONTROLLER-PORT` otherwise,
    /// `BUS-DEVICE` when it is no USB camera, `BUS-DEVICE@NAME` when that device is several cameras.
    public let identity: [UInt8]
    /// The identity without the port, and with it.
    let aliases: [[UInt8]]

    /// Whether an identity means this camera, given with the port or without, whichever `identity` has just now.
    public func matches(_ identity: [UInt8]) -> Bool {
        aliases.contains { $0 == identity }
    }
}
