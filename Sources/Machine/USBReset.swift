import CLinux

/// The reset of a USB device, as if it had been unplugged and plugged in again.
public enum USBReset {
    /// Resets the USB device behind a video node (`USBDEVFS_RESET`), which had better be closed; blocks for part of a second.
    ///
    /// The node goes and comes back, maybe by another number. EACCES: not for this user; ENODEV: the device is gone.
    ///
    /// - Parameters:
    ///   - videoPath: the node, by any path.
    ///   - sysfs: where the kernel tells of devices; another folder is for tests.
    ///   - devices: where the device nodes are; another folder is for tests.
    /// - Returns: false when there is no USB device behind it, or none any more.
    public static func reset(
        videoPath: [UInt8], sysfs: String = "/sys", devices: String = "/dev"
    ) throws(Errno) -> Bool {
        let node = SystemFolder(videoPath)
        let video = SystemFolder(Array(sysfs.utf8)).appending("class/video4linux")
            .appending((node.resolved ?? node).name)
        guard let interface = video.appending("device").resolved else { return false }
        let device = interface.parent
        guard let bus = device.text("busnum").flatMap({ decimal($0) }),
            let number = device.text("devnum").flatMap({ decimal($0) })
        else { return false }
        let path = SystemFolder(Array(devices.utf8)).appending("bus/usb/" + padded(bus) + "/" + padded(number)).path
        let descriptor = try Descriptor.open(path: path, flags: O_WRONLY | O_CLOEXEC)
        let opened = descriptor.number
        _ = try retrying("USBDEVFS_RESET") { usbdevfs_reset(opened) }
        return true
    }

    /// Three digits.
    private static func padded(_ number: Int) -> String {
        (number < 100 ? "0" : "") + (number < 10 ? "0" : "") + "\(number)"
    }
}
