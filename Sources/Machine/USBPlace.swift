/// What a USB camera is and where it is plugged in, by its interface's folder in /sys.
struct USBPlace {
    /// In printable ASCII without blanks, `:` and `@`; empty when the device has none.
    let serial: [UInt8]
    /// `usb-VENDOR:PRODUCT-SERIAL`, and `:NUMBER` for a device whose camera is not its first interface.
    let identity: [UInt8]
    /// The same with `@CONTROLLER-PORT`: the controller's place on its bus, and the ports from there.
    let identityWithPort: [UInt8]

    /// Nil when the folder is not that of an interface of a USB device.
    init?(interface: SystemFolder) {
        let device = interface.parent
        guard let vendor = device.text("idVendor"), let product = device.text("idProduct") else { return nil }
        serial = readable(device.text("serial") ?? []).map {
            $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") ? UInt8(ascii: "_") : $0
        }
        var identity = Array("usb-".utf8) + vendor + [UInt8(ascii: ":")] + product
        if !serial.isEmpty { identity += [UInt8(ascii: "-")] + serial }
        var part: [UInt8] = []
        if let number = interface.text("bInterfaceNumber"), number != Array("00".utf8) {
            part = [UInt8(ascii: ":")] + number
        }
        let ports = device.text("devpath") ?? device.name
        let controller = USBPlace.controller(above: device)
        self.identity = readable(identity + part)
        identityWithPort = readable(identity + part + [UInt8(ascii: "@")] + controller + [UInt8(ascii: "-")] + ports)
    }

    /// The device that the USB buses hang on: the first folder above those of the bus, hubs included.
    private static func controller(above device: SystemFolder) -> [UInt8] {
        var folder = device
        while folder.text("busnum") != nil {
            folder = folder.parent
        }
        return folder.name
    }
}
