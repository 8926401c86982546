import Testing

@testable import Appliance

/// Every way in which a camera can fail: what is said of it, what follows from it, and where it is counted.
@Suite("A camera's faults")
struct CameraFaultTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let fault: CameraFault
        let counter: String
        let isAbsence: Bool
        let mayHealByItself: Bool
        let sentence: String
        var testDescription: String { sentence }

        init(_ fault: CameraFault, _ counter: String, absent: Bool = false, heals: Bool = false, _ sentence: String) {
            self.fault = fault
            self.counter = counter
            isAbsence = absent
            mayHealByItself = heals
            self.sentence = sentence
        }
    }

    static let table = [
        Row(
            .missing, "missing", absent: true, "/dev/video9 is not there: plug it in, or see what `martlet probe` lists"
        ),
        Row(.unplugged, "unplugged", absent: true, "/dev/video9 was unplugged: plug it in again"),
        Row(
            .busy(holder: Array("guvcview".utf8), process: 4711), "busy",
            "/dev/video9 is in use by guvcview (process 4711): close that one"),
        Row(
            .busy(holder: [], process: nil), "busy",
            "/dev/video9 is in use by another program: close that one (`fuser -v /dev/video9` names it)"),
        Row(
            .noPermission, "no_permission",
            "/dev/video9 may not be opened by this user: add it to group video, then log in again"),
        Row(
            .noBandwidth, "no_bandwidth",
            "/dev/video9 needs more USB bandwidth than there is: lower the size or the rate"),
        Row(
            .notACamera, "not_a_camera",
            "/dev/video9 is not a video capture device: see what `martlet probe` lists"),
        Row(
            .receiver, "receiver",
            "/dev/video9 is a ribbon-cable camera's receiver: start Martlet under `libcamerify`"),
        Row(
            .noUsableFormat, "no_usable_format",
            "/dev/video9 has no format that can be used: see what `martlet probe` lists"),
        Row(
            .unanswered, "unanswered", heals: true,
            "/dev/video9 does not answer: if that lasts, plug it in anew"),
        Row(.silent, "silent", heals: true, "/dev/video9 sends no pictures: it is started again"),
        Row(
            .failed(call: "VIDIOC_STREAMON", code: 5), "failed", heals: true,
            "/dev/video9 does not answer as it should: it is tried again; if that lasts, plug it in anew "
                + "(VIDIOC_STREAMON gave error 5)"),
    ]

    @Test(arguments: table)
    func row(_ row: Row) {
        #expect(row.fault.sentence(camera: "/dev/video9", path: "/dev/video9") == row.sentence)
        #expect(row.fault.isAbsence == row.isAbsence)
        #expect(row.fault.mayHealByItself == row.mayHealByItself)
        var counts = FaultCounts()
        counts.count(row.fault)
        counts.count(row.fault)
        #expect(counts.total == 2)
        #expect(counts.named.filter { $0.count > 0 }.map { $0.name } == [row.counter])
        #expect(counts.named.first { $0.name == row.counter }?.count == 2)
    }

    /// A command is shown with the path that was tried, and none where there is no path to type.
    @Test(arguments: [
        (nil, DeviceChoice.camera, "the camera is in use by another program: close that one"),
        (
            "/dev/video1", .camera,
            "/dev/video1 is in use by another program: close that one (`fuser -v /dev/video1` names it)"
        ),
        (
            "/dev/video1", .identity(Array("usb-1:2-A".utf8)),
            "usb-1:2-A is in use by another program: close that one (`fuser -v /dev/video1` names it)"
        ),
        (
            "/dev/video1", .path(Array("/dev/video0".utf8)),
            "/dev/video1 is in use by another program: close that one (`fuser -v /dev/video1` names it)"
        ),
        (nil, .path(Array("/dev/video0".utf8)), "/dev/video0 is in use by another program: close that one"),
    ])
    func whatWasTriedIsNamed(path: String?, device: DeviceChoice, reason: String) {
        let bench = Bench { $0.device = device }
        bench.handle(.wanted)
        bench.server.triedPath = path
        bench.handle(.failed(.busy(holder: [], process: nil)))
        #expect(bench.server.reason == reason)
    }

    @Test func everyCounterHasItsFault() {
        #expect(Set(Self.table.map { $0.counter }) == Set(FaultCounts().named.map { $0.name }))
    }

    /// Only what happens while a camera is opened or open is a fault.
    @Test func whatNobodyAskedForIsNoFault() {
        let bench = Bench()
        bench.handle(.failed(.silent))
        bench.handle(.pause)
        bench.handle(.failed(.silent))
        bench.handle(.resume)
        bench.handle(.failed(.silent))
        bench.handle(.failed(.silent))
        #expect(bench.server.counters.faults.total == 1)
    }
}
