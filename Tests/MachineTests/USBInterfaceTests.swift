import Foundation
import Machine
import Testing

@Suite struct USBInterfaceTests {
    private let node = Array("/dev/video0".utf8)

    /// A folder that looks like /sys and /dev, with one camera on a USB bus.
    private func camera(bus: String = "1", number: String = "7") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(bus + "\n", to: "sys/devices/usb1/1-1/busnum")
        try folder.write(number + "\n", to: "sys/devices/usb1/1-1/devnum")
        try folder.write("00\n", to: "sys/devices/usb1/1-1/1-1:1.0/bInterfaceNumber")
        try folder.write("", to: "sys/devices/usb1/1-1/1-1:1.0/video4linux/video0/dev")
        try folder.link("sys/devices/usb1/1-1/1-1:1.0/video4linux/video0/device", to: "../../../1-1:1.0")
        try folder.link("sys/class/video4linux/video0", to: "../../devices/usb1/1-1/1-1:1.0/video4linux/video0")
        return folder
    }

    private func reset(_ path: [UInt8], _ folder: TemporaryFolder) throws(Errno) -> Bool {
        guard let interface = USBInterface(videoPath: path, sysfs: folder.path + "/sys", devices: folder.path + "/dev")
        else { return false }
        try interface.reset()
        return true
    }

    private func failure(_ folder: TemporaryFolder) -> (code: Int32, call: String)? {
        do throws(Errno) {
            _ = try reset(node, folder)
            return nil
        } catch {
            return (error.code, error.call.description)
        }
    }

    @Test func whatIsNoUSBDeviceIsNotReset() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        #expect(try !reset(node, folder))
        try folder.write("", to: "sys/devices/platform/vivid.0/video4linux/video0/dev")
        try folder.link("sys/devices/platform/vivid.0/video4linux/video0/device", to: "../../../vivid.0")
        try folder.link("sys/class/video4linux/video0", to: "../../devices/platform/vivid.0/video4linux/video0")
        #expect(try !reset(node, folder))
        try folder.write("", to: "sys/devices/virtual/video4linux/video1/dev")
        try folder.link("sys/class/video4linux/video1", to: "../../devices/virtual/video4linux/video1")
        #expect(try !reset(Array("/dev/video1".utf8), folder))
    }

    @Test func aMissingDeviceNodeIsToldByOpen() throws {
        let folder = try camera()
        defer { folder.remove() }
        let failure = try #require(self.failure(folder))
        #expect(failure == (ENOENT, "open"))
    }

    /// The file is no USB device, and the kernel says so: it is the one that was opened, and it is not written to.
    @Test(arguments: [("1", "7", "001/007"), ("12", "34", "012/034"), ("3", "127", "003/127")])
    func theRequestGoesToTheDeviceOfTheseNumbers(_ bus: String, _ number: String, _ name: String) throws {
        let folder = try camera(bus: bus, number: number)
        defer { folder.remove() }
        try folder.write("untouched", to: "dev/bus/usb/" + name)
        let failure = try #require(self.failure(folder))
        #expect(failure == (ENOTTY, "USBDEVFS_RESET"))
        #expect(folder.read("dev/bus/usb/" + name) == "untouched")
    }

    @Test func aLinkToTheNodeMeansTheNode() throws {
        let folder = try camera()
        defer { folder.remove() }
        try folder.write("", to: "dev/video0")
        try folder.link("dev/v4l/by-id/usb-camera", to: "../../video0")
        #expect(throws: Errno.self) { try reset(folder.bytes("dev/v4l/by-id/usb-camera"), folder) }
        #expect(try !reset(folder.bytes("dev/v4l/by-id/usb-other"), folder))
    }

    @Test func numbersThatAreNoneAreNoDevice() throws {
        let folder = try camera(number: "../../null")
        defer { folder.remove() }
        let failure = try #require(self.failure(folder))
        #expect(failure == (ENODEV, "open"))
    }

    @Test func anInterfaceThatNoDriverHasIsKnown() throws {
        let folder = try camera()
        defer { folder.remove() }
        let interface = try #require(
            USBInterface(videoPath: node, sysfs: folder.path + "/sys", devices: folder.path + "/dev"))
        #expect(interface.isWithoutDriver)
        try folder.write("untouched", to: "dev/bus/usb/001/007")
        do throws(Errno) {
            try interface.attachDriver()
            Issue.record("a file is no USB device")
        } catch {
            #expect(error.code == ENOTTY && error.call.description == "USBDEVFS_CONNECT")
        }
        try folder.link("sys/devices/usb1/1-1/1-1:1.0/driver", to: "../../../..")
        #expect(!interface.isWithoutDriver)
        folder.remove()
        #expect(!interface.isWithoutDriver, "it was unplugged")
    }
}
