import Appliance
import Machine

extension CameraKeeper.Target {
    /// The camera that a choice of device means; nil for the pattern.
    init?(_ device: DeviceChoice, isCameraThere: Bool) {
        switch device {
        case .pattern: return nil
        case .auto:
            guard isCameraThere else { return nil }
            self = .any(before: nil, isLoyal: false)
        case .camera: self = .any(before: nil, isLoyal: false)
        case .path(let path): self = .path(path, before: nil)
        case .identity(let identity): self = .identity(identity)
        }
    }
}

extension Source {
    /// A camera as people are told of it.
    init(_ entry: CameraEntry) {
        self.init(
            name: String(decoding: entry.name, as: UTF8.self),
            identity: String(decoding: entry.identity, as: UTF8.self),
            path: String(decoding: entry.path, as: UTF8.self))
    }
}

extension SourceFormat {
    /// What a camera agreed to give; the rate asked for where it does not say its own.
    init(_ format: CameraFormat, asked settings: Settings) {
        self.init(
            name: String(decoding: format.fourCC.name, as: UTF8.self), width: Int(format.width),
            height: Int(format.height), rateThousandths: format.rate?.thousandths ?? settings.rateThousandths,
            isEncoded: !format.fourCC.isJPEG)
    }
}
