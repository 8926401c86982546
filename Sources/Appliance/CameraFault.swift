/// Why a camera gives no picture, in the ways that a person can do something about.
public enum CameraFault: Error, Sendable {
    /// There is no such camera.
    case missing
    /// Another program has it.
    case busy
    /// This user may not open it.
    case noPermission
    /// It was unplugged.
    case unplugged
    /// USB cannot carry what was asked for.
    case noBandwidth
    /// It is no camera that can be used.
    case notACamera
    /// None of its formats can be used.
    case noUsableFormat
    /// It gives no frames.
    case silent
    /// The kernel said something else: the system call and its errno.
    case failed(call: String, code: Int)

    /// Whether it is the user who lacks something, and not the camera.
    public var isNoPermission: Bool {
        if case .noPermission = self { true } else { false }
    }

    /// What happened and what to do, in a sentence without a full stop.
    ///
    /// - Parameter camera: what the camera is called, for the sentence.
    public func sentence(camera: String) -> String {
        switch self {
        case .missing: camera + " is not there: plug it in, or see what `martlet probe` lists"
        case .busy: camera + " is in use by another program: close that one (`fuser -v " + camera + "` names it)"
        case .noPermission: camera + " may not be opened by this user: add it to group video, then log in again"
        case .unplugged: camera + " was unplugged: plug it in again"
        case .noBandwidth: camera + " needs more USB bandwidth than there is: lower the size or the rate"
        case .notACamera: camera + " is not a video capture device: see what `martlet probe` lists"
        case .noUsableFormat: camera + " has no format that can be used: see what `martlet probe` lists"
        case .silent: camera + " sends no pictures"
        case .failed(let call, let code): camera + " failed: " + call + " gave error " + "\(code)"
        }
    }
}
