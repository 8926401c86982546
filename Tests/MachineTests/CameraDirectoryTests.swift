import Foundation
import Testing

@testable import Machine

@Suite struct CameraDirectoryTests {
    @Test func aSerialNumberMakesTheIdentity() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        try machine.addUSBCamera(node: 0, port: "1", serial: "LAB 0001", name: "Lab UVC Camera")
        let cameras = machine.directory.cameras()
        #expect(cameras.map(\.path) == [Array("/dev/video0".utf8)])
        #expect(cameras.map(\.name) == [Array("Lab UVC Camera".utf8)])
        #expect(cameras.map(\.identity) == [Array("usb-046d:0825-LAB_0001".utf8)])
    }

    /// Told by the model alone, since a serial number may not be had at once.
    @Test func whetherOneSeemsToBeThere() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        let identity = Array("usb-046d:0825-A".utf8)
        #expect(!machine.directory.seemsToHaveCamera)
        #expect(!machine.directory.seemsToHave(identity: identity))
        try machine.addUSBCamera(node: 1, port: "1", serial: "A", index: 1)
        #expect(!machine.directory.seemsToHaveCamera, "its second node is no camera")
        try machine.addUSBCamera(node: 0, port: "1", serial: "B")
        #expect(machine.directory.seemsToHaveCamera)
        #expect(machine.directory.seemsToHave(identity: identity))
        #expect(!machine.directory.seemsToHave(identity: Array("usb-046d:0826-A".utf8)))
        #expect(!machine.directory.seemsToHave(identity: Array("platform-x".utf8)))
    }

    @Test func onlyTheFirstNodeOfACameraCounts() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        try machine.addUSBCamera(node: 0, port: "1", serial: "A")
        try machine.addUSBCamera(node: 1, port: "1", serial: "A", index: 1)
        #expect(machine.directory.cameras().count == 1)
    }

    @Test func withoutASerialThePortMakesTheDifference() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        try machine.addUSBCamera(node: 10, port: "2", serial: nil)
        try machine.addUSBCamera(node: 2, port: "1.4", serial: nil)
        let identities = machine.directory.cameras().map(\.identity)
        #expect(
            identities == [
                Array("usb-046d:0825@0000:00:02.0-1.4".utf8), Array("usb-046d:0825@0000:00:02.0-2".utf8),
            ])
    }

    @Test func twoCamerasOfOneSerialAreToldApartAndFoundWhenOneIsLeft() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        try machine.addUSBCamera(node: 0, port: "1", serial: "SN0001")
        try machine.addUSBCamera(node: 2, port: "2", serial: "SN0001")
        let second = Array("usb-046d:0825-SN0001@0000:00:02.0-2".utf8)
        #expect(machine.directory.cameras().last?.identity == second)
        #expect(machine.directory.camera(identity: second)?.path == Array("/dev/video2".utf8))
        try machine.removeNode(0)
        #expect(machine.directory.cameras().map(\.identity) == [Array("usb-046d:0825-SN0001".utf8)])
        #expect(machine.directory.camera(identity: second)?.path == Array("/dev/video2".utf8))
        #expect(machine.directory.camera(identity: Array("usb-046d:0825-OTHER".utf8)) == nil)
    }

    @Test func aRenumberedCameraIsTheSame() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        try machine.addUSBCamera(node: 0, port: "1", serial: "A")
        let identity = try #require(machine.directory.cameras().first?.identity)
        try machine.removeNode(0)
        #expect(machine.directory.camera(identity: identity) == nil)
        try machine.addUSBCamera(node: 5, port: "1", serial: "A")
        #expect(machine.directory.camera(identity: identity)?.path == Array("/dev/video5".utf8))
    }

    @Test func aPathAndALinkMeanTheCameraThatIsThere() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        let directory = machine.directoryWithNodes
        let (node, link) = (machine.path(of: "video0"), machine.path(of: "by-id"))
        let other = Array("usb-046d:0825-B@0000:00:02.0-2".utf8)
        #expect(directory.camera(path: node, before: nil) == nil)
        try machine.makeNode("video0")
        #expect(directory.camera(path: node, before: other)?.identity == node, "the kernel does not list it")
        try machine.addUSBCamera(node: 0, port: "1", serial: "A")
        try machine.linkNode("by-id", to: "video0")
        for path in [node, link] {
            let found = directory.camera(path: path, before: other)
            #expect(found?.path == node)
            #expect(found?.identityWithPort == Array("usb-046d:0825-A@0000:00:02.0-1".utf8))
        }
    }

    @Test func whereNothingIsThereItMeansTheCameraThatWas() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        let directory = machine.directoryWithNodes
        let path = machine.path(of: "video0")
        try machine.addUSBCamera(node: 0, port: "1", serial: "SN0001")
        try machine.makeNode("video0")
        let before = try #require(directory.camera(path: path, before: nil)?.identityWithPort)
        // A twin, which without the port has the same identity.
        try machine.addUSBCamera(node: 2, port: "2", serial: "SN0001")
        try machine.removeNode(0)
        try machine.unmakeNode("video0")
        #expect(directory.camera(path: path, before: before) == nil)
        try machine.addUSBCamera(node: 5, port: "1", serial: "SN0001")
        #expect(directory.camera(path: path, before: before)?.path == machine.path(of: "video5"))
        #expect(directory.camera(path: path, before: nil) == nil)
    }

    @Test func theSecondCameraOfOneDeviceHasItsInterface() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        try machine.addUSBCamera(node: 0, port: "1", serial: "A")
        try machine.addUSBCamera(node: 2, port: "1", serial: "A", interface: "02")
        #expect(
            machine.directory.cameras().map(\.identity) == [
                Array("usb-046d:0825-A".utf8), Array("usb-046d:0825-A:02".utf8),
            ])
    }

    @Test func otherBusesNameTheDevice() throws {
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        try machine.addPlatformCamera(node: 3, device: "vivid.0")
        try machine.addVirtualCamera(node: 4)
        #expect(
            machine.directory.cameras().map(\.identity) == [
                Array("platform-vivid.0".utf8), Array("virtual-video4".utf8),
            ])
    }

    @Test func aMachineWithoutCamerasHasNone() throws {
        #expect(CameraDirectory(sysfs: "/nonexistent").cameras().isEmpty)
        let machine = try FolderOfDevices()
        defer { machine.remove() }
        try machine.addNode("v4l-subdev0", at: "devices/platform/x")
        #expect(machine.directory.cameras().isEmpty)
    }
}
