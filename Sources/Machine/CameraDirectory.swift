import CLinux

/// The cameras that the kernel knows, read from /sys without opening any.
public struct CameraDirectory: Sendable {
    private let sysfs: [UInt8]
    private let devices: [UInt8]

    /// The folders of the machine; others are for tests.
    public init(sysfs: String = "/sys", devices: String = "/dev") {
        self.sysfs = Array(sysfs.utf8)
        self.devices = Array(devices.utf8)
    }

    /// Every camera in the order of its node's number.
    ///
    /// A camera has several nodes (the second of uvcvideo's holds metadata): its own is the one with `index` 0.
    /// Nodes that capture nothing are among them when they are no USB device; `captureCameras` leaves them out.
    public func cameras() -> [CameraEntry] { cameras(isUSB: nil) }

    /// Those of USB alone, or all others alone; nil for both.
    func cameras(isUSB: Bool?) -> [CameraEntry] {
        var found: [Candidate] = []
        for node in nodes where isUSB == nil || isUSB == (usbModel(of: node) != nil) {
            found.append(candidate(node: node, name: node.name))
        }
        return found.map { camera in
            let twins = found.count { $0.identity == camera.identity }
            let isAlone = twins == 1 && !camera.needsPort
            return CameraEntry(
                path: devices + [UInt8(ascii: "/")] + camera.node,
                name: camera.label,
                identity: isAlone ? camera.identity : camera.identityWithPort,
                aliases: camera.needsPort ? [camera.identityWithPort] : [camera.identity, camera.identityWithPort]
            )
        }
    }

    /// The folder of every camera's own node, in the order of their numbers.
    private var nodes: [SystemFolder] {
        let folder = SystemFolder(sysfs).appending("class/video4linux")
        return folder.entries.compactMap(nodeNumber).sorted()
            .map { folder.appending(Array("video".utf8) + Array(String($0).utf8)) }
            .filter { $0.text("index").map { $0 == [UInt8(ascii: "0")] } ?? true }
    }

    /// For every camera `VENDOR:PRODUCT`; nil for one that is no USB device.
    var usbModels: [[UInt8]?] { nodes.map { usbModel(of: $0) } }

    private func usbModel(of node: SystemFolder) -> [UInt8]? {
        guard let device = node.appending("device").resolved?.parent, let vendor = device.text("idVendor"),
            let product = device.text("idProduct")
        else { return nil }
        return vendor + [UInt8(ascii: ":")] + product
    }

    /// Every camera but those that, opened and asked, turn out to capture nothing or to need what is not supported.
    ///
    /// USB cameras are taken at the kernel's word, since opening one wakes it.
    public func captureCameras() -> [CameraEntry] { captureCameras(isUSB: nil) }

    /// The same of USB alone, or of all others alone; nil for both.
    func captureCameras(isUSB: Bool?) -> [CameraEntry] {
        cameras(isUSB: isUSB).filter { entry in
            if entry.identity.starts(with: "usb-".utf8) { return true }
            do throws(CameraError) {
                _ = try Camera(path: entry.path)
                return true
            } catch {
                // A camera that cannot be opened is still a camera; what to say of it is for others.
                if case .call(let error) = error { return error.code != ENOTTY }
                return false
            }
        }
    }

    /// The camera that an identity means; nil when it is not there.
    public func camera(identity: [UInt8]) -> CameraEntry? {
        cameras().first { $0.matches(identity) }
    }

    /// The device of that path, or of the link that leads there; while nothing is there, the camera of an identity.
    ///
    /// Plugged in again, a camera gets another number as long as a program holds its old node, and its links come later.
    func camera(path: [UInt8], before identity: [UInt8]?) -> CameraEntry? {
        guard FileContent.exists(path: path) else { return identity.flatMap { camera(identity: $0) } }
        let node = SystemFolder(path).resolved?.path ?? path
        return cameras().first { $0.path == node } ?? CameraEntry(path: path)
    }

    /// What is known of one node.
    private struct Candidate {
        let node: [UInt8]
        let label: [UInt8]
        let identity: [UInt8]
        let identityWithPort: [UInt8]
        let needsPort: Bool
    }

    private func candidate(node: SystemFolder, name: [UInt8]) -> Candidate {
        let label = printable(node.text("name") ?? name)
        guard let device = node.appending("device").resolved else {
            let identity = Array("virtual-".utf8) + name
            return Candidate(
                node: name, label: label, identity: identity, identityWithPort: identity, needsPort: false)
        }
        guard let usb = USBPlace(interface: device) else {
            let bus = device.appending("subsystem").resolved?.name ?? Array("device".utf8)
            let identity = readable(bus + [UInt8(ascii: "-")] + device.name)
            // One device can be several cameras; their labels tell them apart.
            let identityWithLabel = readable(identity + [UInt8(ascii: "@")] + label)
            return Candidate(
                node: name, label: label, identity: identity, identityWithPort: identityWithLabel, needsPort: false)
        }
        return Candidate(
            node: name,
            label: label,
            identity: usb.identity,
            identityWithPort: usb.identityWithPort,
            needsPort: usb.serial.isEmpty
        )
    }

    /// The number in `video12`; nil for other names.
    private func nodeNumber(_ name: [UInt8]) -> Int? {
        name.starts(with: "video".utf8) ? decimal(name.dropFirst(5)) : nil
    }
}

/// Printable ASCII without blanks: every other byte becomes `_`.
func readable(_ text: [UInt8]) -> [UInt8] {
    text.map { $0 > 0x20 && $0 < 0x7F ? $0 : UInt8(ascii: "_") }
}

/// Text without control characters, which a device could forge lines with: they become `?`.
func printable(_ text: [UInt8]) -> [UInt8] {
    text.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }
}
