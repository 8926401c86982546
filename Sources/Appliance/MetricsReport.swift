import Wire

/// What `/metrics` tells, in Prometheus' text format 0.0.4.
///
/// Names and units are Prometheus' own: seconds and bytes, `_total` behind what only grows. What is never inlined is
/// so for the sake of the binary's size.
struct MetricsReport {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"
    private static let states = ["idle", "opening", "streaming", "recovering", "paused"]

    private(set) var bytes: [UInt8] = []

    init(_ server: Server, now: Moment) {
        append("build_info", "gauge", "Which Martlet this is.", label: "version", [(name: Version.text, count: 1)])
        begin("uptime_seconds", "gauge", "Time since it was started.")
        sample("uptime_seconds", secondsOf: now.instant - server.began)
        begin("camera_state", "gauge", "1 for the state that the camera is in.")
        let state = StateReport.word(server.supervisor.state).utf8
        for word in Self.states {
            sample("camera_state", label: "state", word)
            end(state.elementsEqual(word.utf8) ? 1 : 0)
        }
        append(
            "frames_dropped_total", "counter", "Frames that became no picture.", label: "reason",
            server.counters.drops)
        append(
            "camera_faults_total", "counter", "How often the camera failed; after each it is tried again.",
            label: "reason", server.counters.faults.named)
        for (name, help, count) in Self.totals(server.counters) {
            begin(name, "counter", help)
            sample(name, count)
        }
        append(
            "picture_ready_seconds", "Time from capture until a picture could be sent, encoding included.",
            sum: server.counters.readying, count: server.counters.readied)
        append(
            "encode_seconds", "Time that encoding a picture took.", sum: server.counters.encoding,
            count: server.counters.encoded)
        append(server.counters.ages)
        begin("viewers", "gauge", "Streams that are watched.")
        sample("viewers", server.viewers)
        begin("open_connections", "gauge", "Connections that are open.")
        sample("open_connections", server.connections.count)
    }

    private static func totals(_ counters: Counters) -> [(name: String, help: String, count: Int)] {
        [
            ("frames_captured_total", "Frames that came from the camera or the test pattern.", counters.captured),
            ("frames_repaired_total", "Frames that needed repair and got it.", counters.repaired),
            ("frames_copied_total", "Frames copied out of the camera's memory, which needed it.", counters.copied),
            ("camera_opens_total", "How often opening the camera was tried.", counters.opens),
            ("camera_restarts_total", "How often its stream was stopped and started.", counters.restarts),
            ("camera_resets_total", "How often its USB device was reset.", counters.resets),
            (
                "stream_pictures_skipped_total", "Pictures that viewers were too slow for, or asked to be left out.",
                counters.skipped
            ),
            ("sent_bytes_total", "Bytes that the kernel took for clients.", counters.sentBytes),
            ("connections_total", "Connections that were accepted.", counters.connections),
            ("connections_stalled_total", "Connections closed for taking nothing.", counters.stalled),
            ("requests_denied_total", "Requests with a wrong password; each is refused too.", counters.denied),
            ("requests_rejected_total", "Requests and connections that were refused.", counters.rejected),
        ]
    }

    /// Appends what stands before the samples of a name.
    @inline(never)
    private mutating func begin(_ name: String, _ type: String, _ help: String) {
        for (word, text) in [("HELP", help), ("TYPE", type)] {
            bytes.append("# ")
            bytes.append(word)
            bytes.append(" martlet_")
            bytes.append(name)
            bytes.append(" ")
            bytes.append(text)
            bytes.append("\n")
        }
    }

    @inline(never)
    private mutating func append(
        _ name: String, _ type: String, _ help: String, label: String, _ values: [(name: String, count: Int)]
    ) {
        begin(name, type, help)
        for (value, count) in values {
            sample(name, label: label, value)
            end(count)
        }
    }

    /// A summary without quantiles: what divided gives the mean over any time.
    @inline(never)
    private mutating func append(_ name: String, _ help: String, sum: Interval, count: Int) {
        begin(name, "summary", help)
        sample(name + "_sum", secondsOf: sum)
        sample(name + "_count", count)
    }

    private mutating func append(_ ages: AgeHistogram) {
        let name = "stream_picture_age_seconds"
        begin(name, "histogram", "Age of the camera's pictures when they were put on their way to a viewer.")
        var total = 0
        for (index, count) in ages.counts.enumerated() {
            total += count
            let isLast = index == AgeHistogram.bounds.count
            sample(name + "_bucket", label: "le", isLast ? "+Inf" : AgeHistogram.bounds[index].seconds)
            end(total)
        }
        sample(name + "_sum", secondsOf: ages.sum)
        sample(name + "_count", total)
    }

    @inline(never)
    private mutating func sample(_ name: String, _ count: Int) {
        sample(name)
        end(count)
    }

    @inline(never)
    private mutating func sample(_ name: String, secondsOf length: Interval) {
        sample(name)
        bytes.append(secondsOfNanoseconds: length.nanoseconds)
        bytes.append("\n")
    }

    /// Begins a sample; no label is given a value that would need escaping.
    @inline(never)
    private mutating func sample(_ name: String, label: String = "", _ value: String = "") {
        bytes.append("martlet_")
        bytes.append(name)
        if !label.utf8.isEmpty {
            bytes.append("{")
            bytes.append(label)
            bytes.append("=\"")
            bytes.append(value)
            bytes.append("\"}")
        }
        bytes.append(" ")
    }

    @inline(never)
    private mutating func end(_ count: Int) {
        bytes.append(decimal: count)
        bytes.append("\n")
    }
}
