/// Why a camera gives no picture, in the ways that a person can do something about.
public enum CameraFault: Error, Sendable {
    /// There is no such camera.
    case missing
    /// Another program has it: its name and process, where that can be told.
    case busy(holder: [UInt8], process: Int?)
    /// This user may not open it.
    case noPermission
    /// It was unplugged.
    case unplugged
    /// USB cannot carry what was asked for.
    case noBandwidth
    /// It is no camera that can be used.
    case notACamera
    /// It is the receiver of a ribbon-cable camera, which needs more than V4L2 to be one.
    case receiver
    /// None of its formats can be used.
    case noUsableFormat
    /// It gives no frames, or none that are pictures.
    case silent
    /// It has not answered for so long that opening it has not ended yet.
    case unanswered
    /// It does not answer, or wrongly (EIO and its like): the system call and its errno.
    case failed(call: String, code: Int)

    /// Whether it is the user who lacks something, and not the camera.
    public var isNoPermission: Bool {
        if case .noPermission = self { true } else { false }
    }

    /// Whether the camera is not there.
    var isAbsence: Bool {
        switch self {
        case .missing, .unplugged: true
        case .busy, .noPermission, .noBandwidth, .notACamera, .receiver, .noUsableFormat, .silent, .unanswered,
            .failed:
            false
        }
    }

    /// Whether the camera itself is stuck, so that starting it anew may help.
    var mayHealByItself: Bool {
        switch self {
        case .silent, .unanswered, .failed: true
        case .missing, .busy, .noPermission, .unplugged, .noBandwidth, .notACamera, .receiver, .noUsableFormat: false
        }
    }

    /// What happened and what to do, in a sentence without a full stop.
    ///
    /// - Parameters:
    ///   - camera: what the camera is called, for the sentence.
    ///   - path: the path of its device, for a command to type; nil when none is known.
    public func sentence(camera: String, path: String?) -> String {
        switch self {
        case .missing: return camera + " is not there: plug it in, or see what `martlet probe` lists"
        case .busy(let holder, let process):
            guard let process else {
                let command = path.map { " (`fuser -v " + $0 + "` names it)" } ?? ""
                return camera + " is in use by another program: close that one" + command
            }
            return camera + " is in use by " + String(decoding: holder, as: UTF8.self) + " (process " + "\(process)"
                + "): close that one"
        case .noPermission:
            return camera + " may not be opened by this user: add it to group video, then log in again"
        case .unplugged: return camera + " was unplugged: plug it in again"
        case .noBandwidth: return camera + " needs more USB bandwidth than there is: lower the size or the rate"
        case .notACamera: return camera + " is not a video capture device: see what `martlet probe` lists"
        case .receiver: return camera + " is a ribbon-cable camera's receiver: start Martlet under `libcamerify`"
        case .noUsableFormat: return camera + " has no format that can be used: see what `martlet probe` lists"
        case .silent: return camera + " sends no pictures: it is started again"
        case .unanswered: return camera + " does not answer: if that lasts, plug it in anew"
        case .failed(let call, let code):
            return camera + " does not answer as it should: it is tried again; if that lasts, plug it in anew (" + call
                + " gave error " + "\(code)" + ")"
        }
    }
}
