/// How often the camera failed in each way.
public struct FaultCounts: Sendable {
    private(set) var missing = 0
    private(set) var busy = 0
    private(set) var noPermission = 0
    private(set) var unplugged = 0
    private(set) var noBandwidth = 0
    private(set) var notACamera = 0
    private(set) var receiver = 0
    private(set) var noUsableFormat = 0
    private(set) var silent = 0
    private(set) var unanswered = 0
    private(set) var failed = 0

    /// Counts a fault.
    mutating func count(_ fault: CameraFault) {
        total += 1
        switch fault {
        case .missing: missing += 1
        case .busy: busy += 1
        case .noPermission: noPermission += 1
        case .unplugged: unplugged += 1
        case .noBandwidth: noBandwidth += 1
        case .notACamera: notACamera += 1
        case .receiver: receiver += 1
        case .noUsableFormat: noUsableFormat += 1
        case .silent: silent += 1
        case .unanswered: unanswered += 1
        case .failed: failed += 1
        }
    }

    /// How often it failed in all.
    public private(set) var total = 0

    /// Each kind by the name that programs know, with its number.
    var named: [(name: String, count: Int)] {
        [
            ("missing", missing), ("busy", busy), ("no_permission", noPermission), ("unplugged", unplugged),
            ("no_bandwidth", noBandwidth), ("not_a_camera", notACamera), ("receiver", receiver),
            ("no_usable_format", noUsableFormat), ("silent", silent), ("unanswered", unanswered), ("failed", failed),
        ]
    }
}
