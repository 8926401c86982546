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

    init(path: [UInt8], name: [UInt8], identity: [UInt8], aliases: [[UInt8]]) {
        self.path = path
        self.name = name
        self.identity = identity
        self.aliases = aliases
    }

    /// A device that the kernel does not list by this path: known by the path alone.
    init(path: [UInt8]) {
        self.init(path: path, name: path, identity: path, aliases: [path])
    }

    /// The identity with the port, which no other camera has while this one is plugged in there.
    public var identityWithPort: [UInt8] { aliases.last ?? identity }

    /// Whether an identity means this camera, given with the port or without, whichever `identity` has just now.
    public func matches(_ identity: [UInt8]) -> Bool {
        aliases.contains { $0 == identity }
    }
}
