/// What can be told at any time. To read the serial number of a USB device waits until all its drivers have looked at it,
/// which for one with a microphone, or one that is being reset, can be seconds.
extension CameraDirectory {
    /// Whether there is a camera.
    ///
    /// USB cameras are taken at the kernel's word; others are opened.
    var seemsToHaveCamera: Bool {
        usbModels.contains { $0 != nil } || !captureCameras(isUSB: false).isEmpty
    }

    /// Whether there may be the camera that an identity means: of USB cameras the model alone is looked at.
    func seemsToHave(identity: [UInt8]) -> Bool {
        if identity.starts(with: "usb-".utf8) {
            return usbModels.contains { $0.map { identity.starts(with: Array("usb-".utf8) + $0) } ?? false }
        }
        return cameras(isUSB: false).contains { $0.matches(identity) }
    }
}
