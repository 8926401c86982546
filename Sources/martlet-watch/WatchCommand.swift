import ArgumentParser
import HTTPCamera

/// The command line.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet-watch",
        abstract: "Watches, saves, records or measures the stream of a camera.",
        usage: """
            martlet-watch URL                               a window: Esc ends, S saves, space pauses
            martlet-watch URL --save FILE.jpg               one picture
            martlet-watch URL --record FILE.mkv             (or FOLDER/, or NAME-%06d.jpg), until Ctrl-C
            martlet-watch URL --pipe | ffmpeg -f mjpeg -i - …
            martlet-watch URL --measure 30s [--every 1s] [--json]
            """,
        discussion: """
            URL is http or https; a name and a password may stand in it (http://NAME:PASSWORD@HOST/stream), or the \
            password, which others on this machine would see there, in the environment variable MARTLET_PASSWORD.

            The exit status:
            \(ProgramStatus.allCases.map { "  \($0.rawValue)  \($0.meaning)" }.joined(separator: "\n"))
            """
    )

    @Argument(help: "The camera's address: http://martlet.local/stream")
    var url: String

    @Option(help: ArgumentHelp("Writes one picture to it.", valueName: "file.jpg"))
    var save: String?

    @Option(
        help: ArgumentHelp(
            "Records to a Matroska file, each JPEG as it came and with its own time, or to numbered files.",
            valueName: "file.mkv|folder/|pattern"),
        transform: RecordingTarget.parse)
    var record: RecordingTarget?

    @Flag(help: "Writes the JPEGs to standard output, one behind the other.")
    var pipe = false

    @Option(
        help: ArgumentHelp("Measures for so long: rate, age, gaps, what was skipped.", valueName: "time"),
        transform: Quantity.time)
    var measure: Duration?

    @Flag(help: "What was measured as JSON.")
    var json = false

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Ends --record or --pipe after so long: 500ms, 30s, 10m, 2h.", valueName: "time"),
        transform: Quantity.time)
    var length: Duration?

    @Option(
        help: ArgumentHelp("Ends --record or --pipe after so many pictures.", valueName: "number"),
        transform: Quantity.count)
    var frames: Int?

    @Option(
        help: ArgumentHelp(
            "Takes the newest picture once in that time, and none between; with --record, --pipe or --measure.",
            valueName: "time"),
        transform: Quantity.time)
    var every: Duration?

    @Flag(help: "Connects anew when the connection ends, as the window does in any case.")
    var reconnect = false

    @Option(
        help: ArgumentHelp(
            "How long nothing may come until the connection counts as lost, and no first picture (default: 10s).",
            valueName: "time"),
        transform: Quantity.time)
    var timeout = Duration.seconds(10)

    @Option(
        help: ArgumentHelp("The largest picture that is taken: 500k, 32M (default: 16M).", valueName: "size"),
        transform: Quantity.size)
    var pictureLimit = 16 << 20

    @Option(help: ArgumentHelp("The name that belongs to MARTLET_PASSWORD; Martlet takes any.", valueName: "name"))
    var user = "martlet"

    @Flag(help: "Takes any certificate: encrypted, but to whom is not known.")
    var insecure = false

    @Option(
        help: ArgumentHelp("Connects through http://HOST:PORT or socks5://HOST:PORT.", valueName: "url"),
        transform: HTTPCamera.Options.Proxy.parse)
    var proxy: HTTPCamera.Options.Proxy?

    private static let recordingBacklogBytes = 64 << 20

    private var isRecording: Bool { record != nil || pipe }
    private var hasWindow: Bool { !isRecording && save == nil && measure == nil }

    func validate() throws(ValidationError) {
        let tasks = [
            (save != nil, "--save"), (record != nil, "--record"), (pipe, "--pipe"), (measure != nil, "--measure"),
        ]
        .filter(\.0).map(\.1)
        guard tasks.count < 2 else {
            throw ValidationError("\(tasks.joined(separator: " and ")): it takes one of them")
        }
        for (isGiven, name) in [(length != nil, "--for"), (frames != nil, "--frames")] where isGiven && !isRecording {
            throw ValidationError("\(name) goes with --record or --pipe")
        }
        if every != nil, !isRecording, measure == nil {
            throw ValidationError("--every goes with --record, --pipe or --measure")
        }
        if json, measure == nil { throw ValidationError("--json goes with --measure") }
    }

    func run() throws(Failure) {
        let camera = HTTPCamera(url: url, options: options)
        if hasWindow { return try Viewer(camera: camera).run() }
        let waiting = WaitingCamera(camera)
        if let measure {
            try Tasks(camera: waiting).measure(for: measure, every: every, asJSON: json)
        } else if let save {
            try Tasks(camera: waiting).save(to: save)
        } else {
            let limits = Recorder.Limits(time: length, pictures: frames, every: every)
            if let record {
                try Tasks(camera: waiting).record(to: record, limits)
            } else {
                try Tasks(camera: waiting).pipe(limits)
            }
        }
    }

    private var options: HTTPCamera.Options {
        var options = HTTPCamera.Options()
        if !hasWindow, !reconnect { options.reconnect = .off }
        options.silenceLimit = timeout
        options.pictureLimit = pictureLimit
        // A recording is to have every picture, though a disk takes long now and then; all else has the newest.
        if record != nil, every == nil { options.backlogLimit = Self.recordingBacklogBytes }
        options.verifiesCertificate = !insecure
        options.proxy = proxy
        options.userAgent = "martlet-watch"
        options.credentials = Environment.password.map { Credentials(user: user, password: $0) }
        return options
    }
}
