import Appliance
import Machine

extension CameraFault {
    /// The fault that a failure to open a camera is.
    init(_ failure: CameraKeeper.Failure) {
        switch failure {
        case .missing: self = .missing
        case .noFormat: self = .noUsableFormat
        case .camera(.call(let error), let holder):
            if error.isBusy {
                self = .busy(holder: holder?.name ?? [], process: holder?.process)
            } else {
                self.init(error)
            }
        case .camera(let error, _): self.init(error)
        }
    }

    /// The fault that a camera's refusal is.
    init(_ error: CameraError) {
        switch error {
        case .call(let errno): self.init(errno)
        case .unlinked: self = .receiver
        case .capturesNothing, .multiplanarOnly, .cannotStream, .tooFewBuffers: self = .notACamera
        }
    }

    /// The fault that an error of the kernel means when a camera gives it.
    init(_ error: Errno) {
        if error.isMissing {
            self = .missing
        } else if error.isUnplugged {
            self = .unplugged
        } else if error.isBusy {
            self = .busy(holder: [], process: nil)
        } else if error.isPermissionDenied {
            self = .noPermission
        } else if error.isNoSpace {
            self = .noBandwidth
        } else if error.isNotADevice {
            self = .notACamera
        } else {
            self = .failed(call: error.call.description, code: Int(error.code))
        }
    }
}
