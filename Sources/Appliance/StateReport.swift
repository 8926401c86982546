import Wire

/// What `/state` tells, as JSON (RFC 8259).
struct StateReport {
    private(set) var bytes: [UInt8] = []

    init(_ server: Server, now: Moment) {
        bytes.append("{\"version\":\"")
        bytes.append(Version.text)
        bytes.append("\",\"name\":")
        bytes.append(json: server.settings.name)
        bytes.append(",\"now\":")
        bytes.append(secondsOfNanoseconds: now.unixNanoseconds)
        bytes.append(",\"uptime\":")
        bytes.append(thousandths: (now.instant - server.began).milliseconds)
        bytes.append(",\n\"state\":\"")
        bytes.append(Self.word(server.supervisor.state))
        bytes.append("\",\"reason\":")
        append(string: server.reason)
        bytes.append(server.gate == nil ? ",\"open\":true,\"notes\":[" : ",\"open\":false,\"notes\":[")
        for (index, note) in server.notes.enumerated() {
            if index > 0 { bytes.append(",") }
            bytes.append(json: note)
        }
        bytes.append("]")
        append(server.source)
        append(server.format)
        bytes.append(",\n\"first_frame_ms\":")
        if let time = server.firstFrameTime {
            bytes.append(thousandths: time.microseconds)
        } else {
            bytes.append("null")
        }
        bytes.append(",\n\"sequence\":")
        bytes.append(decimal: server.sequence.last)
        append(server.counters)
        bytes.append(",\n\"viewers\":[")
        var isFirst = true
        for connection in server.connections {
            guard let viewer = connection.viewer else { continue }
            if !isFirst { bytes.append(",") }
            isFirst = false
            append(connection, viewer, now: now)
        }
        bytes.append("]}\n")
    }

    /// The word for a state that the page and programs know.
    static func word(_ state: Supervisor.State) -> String {
        switch state {
        case .idle: "idle"
        case .opening: "opening"
        case .streaming: "streaming"
        case .recovering: "recovering"
        case .paused: "paused"
        }
    }

    private mutating func append(_ source: Source?) {
        bytes.append(",\n\"camera\":")
        guard let source else {
            bytes.append("null")
            return
        }
        bytes.append("{\"name\":")
        append(string: source.name)
        bytes.append(",\"identity\":")
        append(string: source.identity)
        bytes.append(",\"path\":")
        append(string: source.path)
        bytes.append("}")
    }

    private mutating func append(_ format: SourceFormat?) {
        bytes.append(",\n\"format\":")
        guard let format else {
            bytes.append("null")
            return
        }
        bytes.append("{\"name\":")
        append(string: format.name)
        append("width", format.width)
        append("height", format.height)
        bytes.append(",\"rate\":")
        bytes.append(thousandths: format.rateThousandths)
        bytes.append(",\"encoded\":")
        bytes.append(format.isEncoded ? "true}" : "false}")
    }

    private mutating func append(_ counters: Counters) {
        bytes.append(",\n\"counters\":{\"captured\":")
        bytes.append(decimal: counters.captured)
        append("repaired", counters.repaired)
        append("dropped", counters.dropped)
        append("damaged", counters.damaged)
        append("encoded", counters.encoded)
        bytes.append(",\"encoding_ms\":")
        bytes.append(thousandths: counters.encoding.microseconds)
        append("opens", counters.opens)
        append("restarts", counters.restarts)
        append("resets", counters.resets)
        append(counters.faults)
        append("connections", counters.connections)
        append("stalled", counters.stalled)
        append("denied", counters.denied)
        append("rejected", counters.rejected)
        bytes.append("}")
    }

    private mutating func append(_ faults: FaultCounts) {
        bytes.append(",\"faults\":")
        var lead: StaticString = "{"
        for (name, count) in faults.named {
            bytes.append(lead.description)
            append(string: name)
            bytes.append(":")
            bytes.append(decimal: count)
            lead = ","
        }
        bytes.append("}")
    }

    private mutating func append(_ connection: Connection, _ viewer: Viewer, now: Moment) {
        bytes.append("\n{\"id\":")
        bytes.append(decimal: connection.number)
        bytes.append(",\"peer\":")
        append(string: connection.peer)
        bytes.append(",\"path\":")
        bytes.append(json: connection.path)
        append("frames", viewer.frames)
        append("skipped", viewer.skipped)
        bytes.append(",\"fps\":")
        bytes.append(thousandths: viewer.rateThousandths(now: now.instant))
        bytes.append(",\"age_ms\":")
        bytes.append(thousandths: viewer.age.microseconds)
        append("bytes", viewer.bytes)
        append("queue", viewer.gauge.queuedBytes)
        append("unread", viewer.gauge.unreadBytes)
        bytes.append("}")
    }

    private mutating func append(_ name: String, _ value: Int) {
        bytes.append(",\"")
        bytes.append(name)
        bytes.append("\":")
        bytes.append(decimal: value)
    }

    private mutating func append(string: String) {
        bytes.append(json: Array(string.utf8))
    }
}
