import Foundation
import Machine

/// A folder of plain files and links that looks like /sys, with cameras in it.
struct FolderOfDevices {
    private let root: String
    private let files = FileManager.default

    init() throws {
        root = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("martlet-sys-\(UUID())").path
        try files.createDirectory(atPath: root + "/class/video4linux", withIntermediateDirectories: true)
        try files.createDirectory(atPath: root + "/bus/platform", withIntermediateDirectories: true)
        try files.createDirectory(atPath: root + "/dev", withIntermediateDirectories: true)
    }

    var directory: CameraDirectory { CameraDirectory(sysfs: root) }

    /// The same with the nodes that the test makes, in place of the machine's own.
    var directoryWithNodes: CameraDirectory { CameraDirectory(sysfs: root, devices: root + "/dev") }

    /// Where a node is that the test makes.
    func path(of node: String) -> [UInt8] { Array((root + "/dev/" + node).utf8) }

    func makeNode(_ node: String) throws {
        try write("", to: "dev/" + node)
    }

    func linkNode(_ name: String, to node: String) throws {
        try link("dev/" + name, to: "dev/" + node)
    }

    func unmakeNode(_ node: String) throws {
        try files.removeItem(atPath: root + "/dev/" + node)
    }

    func remove() {
        try? files.removeItem(atPath: root)
    }

    /// A camera at a port of the first bus of a PCI controller; its hubs are there as far as the port names them.
    func addUSBCamera(
        node: Int, port: String, serial: String?, name: String = "Camera", index: Int = 0, interface: String = "00"
    ) throws {
        let bus = "devices/pci0000:00/0000:00:02.0/usb1"
        try write("1", to: bus + "/busnum")
        var place = bus
        let steps = port.split(separator: ".")
        for count in 1...steps.count {
            place += "/1-" + steps[..<count].joined(separator: ".")
            try write("1", to: place + "/busnum")
        }
        try write(port, to: place + "/devpath")
        try write("046d", to: place + "/idVendor")
        try write("0825", to: place + "/idProduct")
        if let serial { try write(serial, to: place + "/serial") }
        let function = place + "/1-\(port):1.\(Int(interface) ?? 0)"
        try write(interface, to: function + "/bInterfaceNumber")
        try addNode("video\(node)", at: function, name: name, index: index)
    }

    func addPlatformCamera(node: Int, device: String) throws {
        let place = "devices/platform/" + device
        try addNode("video\(node)", at: place)
        try link(place + "/subsystem", to: "bus/platform")
    }

    func addVirtualCamera(node: Int) throws {
        try write("Loopback", to: "devices/virtual/video4linux/video\(node)/name")
        try link("class/video4linux/video\(node)", to: "devices/virtual/video4linux/video\(node)")
    }

    func addNode(_ node: String, at device: String, name: String = "Camera", index: Int = 0) throws {
        let place = device + "/video4linux/" + node
        try write(name, to: place + "/name")
        try write(String(index), to: place + "/index")
        try link(place + "/device", to: device)
        try link("class/video4linux/" + node, to: place)
    }

    func removeNode(_ node: Int) throws {
        try files.removeItem(atPath: root + "/class/video4linux/video\(node)")
    }

    private func write(_ text: String, to path: String) throws {
        let folder = (root + "/" + path as NSString).deletingLastPathComponent
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try (text + "\n").write(toFile: root + "/" + path, atomically: false, encoding: .utf8)
    }

    private func link(_ path: String, to target: String) throws {
        try files.createSymbolicLink(atPath: root + "/" + path, withDestinationPath: root + "/" + target)
    }
}
