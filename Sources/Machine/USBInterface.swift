import CLinux

/// The interface of a USB device that a camera is: known by its place in /sys, also while no driver has it.
public struct USBInterface: Sendable {
    private let folder: SystemFolder
    private let devices: SystemFolder

    /// The interface behind a video node; nil when the node hangs on no USB device.
    ///
    /// - Parameters:
    ///   - videoPath: the node, by any path.
    ///   - sysfs: where the kernel tells of devices; another folder is for tests.
    ///   - devices: where the device nodes are; another folder is for tests.
    public init?(videoPath: [UInt8], sysfs: String = "/sys", devices: String = "/dev") {
        let node = SystemFolder(videoPath)
        let video = SystemFolder(Array(sysfs.utf8)).appending("class/video4linux")
            .appending((node.resolved ?? node).name)
        guard let folder = video.appending("device").resolved, folder.parent.text("devnum") != nil else { return nil }
        self.folder = folder
        self.devices = SystemFolder(Array(devices.utf8))
    }

    /// Resets the device, as if it had been unplugged and plugged in again (`USBDEVFS_RESET`); blocks for part of a second.
    ///
    /// Its video node had better be closed; it goes and comes back, maybe by another number, or not at all while its
    /// driver finds no camera there. EACCES: not for this user; ENODEV: the device is gone.
    public func reset() throws(Errno) {
        let device = try open()
        let number = device.number
        _ = try retrying("USBDEVFS_RESET") { usbdevfs_reset(number) }
    }

    /// Whether the device is there, and no driver has this interface: then there is no video node either.
    public var isWithoutDriver: Bool {
        folder.text("bInterfaceNumber") != nil && folder.appending("driver").resolved == nil
    }

    /// Has the kernel look for a driver again (`USBDEVFS_CONNECT`); blocks for as long as the driver asks the device.
    ///
    /// EIO: none has taken it; EACCES: not for this user; ENODEV: the device is gone.
    public func attachDriver() throws(Errno) {
        let device = try open()
        let number = device.number
        let interface = folder.text("bInterfaceNumber").flatMap { decimal($0) } ?? 0
        let answer = try retrying("USBDEVFS_CONNECT") { usbdevfs_connect(number, Int32(interface)) }
        guard answer > 0 else { throw Errno(code: EIO, call: "USBDEVFS_CONNECT") }
    }

    private func open() throws(Errno) -> Descriptor {
        guard let bus = folder.parent.text("busnum").flatMap({ decimal($0) }),
            let number = folder.parent.text("devnum").flatMap({ decimal($0) })
        else { throw Errno(code: ENODEV, call: "open") }
        let path = devices.appending("bus/usb/" + padded(bus) + "/" + padded(number)).path
        return try Descriptor.open(path: path, flags: O_WRONLY | O_CLOEXEC)
    }

    /// Three digits.
    private func padded(_ number: Int) -> String {
        (number < 100 ? "0" : "") + (number < 10 ? "0" : "") + "\(number)"
    }
}
