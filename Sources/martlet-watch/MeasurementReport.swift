import HTTPCamera

/// What was measured, as a table for people and as JSON for programs.
struct MeasurementReport {
    private let measurement: Measurement
    private let elapsed: Duration
    /// Why it ended before its time.
    let failure: Failure?

    init(_ measurement: Measurement, elapsed: Duration, failure: Failure?) {
        self.measurement = measurement
        self.elapsed = elapsed
        self.failure = failure
    }

    /// With the first.
    private var received: Int { count(\.received) + 1 }
    private var skipped: Int { count(\.skipped) }
    private var bad: Int { count(\.bad) }
    private var outdated: Int { count(\.outdated) }
    private var reconnects: Int { count(\.reconnects) }
    private var bytes: Int { count(\.bytes) }
    private var receivedPerSecond: Double { rate(received - 1) }
    private var readPerSecond: Double { rate(measurement.read - 1) }
    private var bytesPerSecond: Double { rate(bytes) }
    private var missing: Int? { measurement.passedOver.map { max(0, $0 - skipped) } }
    /// Longer than this between two pictures that were read is a gap.
    private var gapMilliseconds: Double? { measurement.intervals.summary.map { 2 * $0.p50 } }
    private var gaps: Int? { gapMilliseconds.map { measurement.intervals.count(over: $0) } }

    /// Numbers and names that stay.
    var json: String {
        let fields: [(String, String)] = [
            ("seconds", number(elapsed.seconds)), ("width", text(measurement.size?.width)),
            ("height", text(measurement.size?.height)), ("received", text(received)), ("read", text(measurement.read)),
            ("skipped", text(skipped)), ("missing", text(missing)), ("bad", text(bad)), ("outdated", text(outdated)),
            ("reconnects", text(reconnects)), ("bytes", text(bytes)),
            ("received_per_second", number(receivedPerSecond)), ("read_per_second", number(readPerSecond)),
            ("age_ms", object(measurement.ages.summary)), ("clock_age_ms", object(measurement.clockAges.summary)),
            ("interval_ms", object(measurement.intervals.summary)), ("gaps", text(gaps)),
            ("gap_over_ms", gapMilliseconds.map(number) ?? "null"),
            ("ended", failure.map { JSONText.quoted($0.message) } ?? "null"),
        ]
        return "{\n" + fields.map { "  \"\($0)\": \($1)" }.joined(separator: ",\n") + "\n}\n"
    }

    /// Columns of equal width.
    var table: String {
        let size = measurement.size.map { ", \($0.width) × \($0.height)" } ?? ""
        var lines = [
            "time       \(number(elapsed.seconds, places: 1)) s\(size)",
            "received   \(received) pictures, \(number(receivedPerSecond, places: 2)) a second,"
                + " \(number(bytesPerSecond * 8 / 1_000_000, places: 1)) Mbit/s",
            "read       \(measurement.read) pictures, \(number(readPerSecond, places: 2)) a second",
            "skipped    \(skipped)  (came, but a newer one was there before they were read)",
            "missing    \(text(missing, else: "not known"))  (numbered by the server, but never came)",
            "bad        \(bad), outdated \(outdated), reconnects \(reconnects)",
        ]
        if let gaps, let gapMilliseconds {
            lines.append("gaps       \(gaps)  (over \(number(gapMilliseconds, places: 1)) ms, twice the median)")
        }
        lines.append("ms              p50      p95      p99  largest")
        lines.append(row("age", measurement.ages.summary, "told by the server, and the time here since it came"))
        lines.append(row("clock age", measurement.clockAges.summary, "this clock less the time of capture"))
        lines.append(row("interval", measurement.intervals.summary, "from one that was read to the next"))
        return lines.map { $0 + "\n" }.joined()
    }

    private func count(_ what: KeyPath<HTTPCamera.Statistics, Int>) -> Int {
        guard let before = measurement.before, let after = measurement.after else { return 0 }
        return after[keyPath: what] - before[keyPath: what]
    }

    private func rate(_ count: Int) -> Double {
        measurement.time > .zero ? Double(count) / measurement.time.seconds : 0
    }

    private func row(_ name: String, _ summary: Distribution.Summary?, _ meaning: String) -> String {
        let head = name + String(repeating: " ", count: 11 - name.count)
        guard let summary else { return head + "not known" }
        let columns = [summary.p50, summary.p95, summary.p99, summary.largest].map { value in
            let text = number(value, places: 1)
            return String(repeating: " ", count: max(1, 9 - text.count)) + text
        }
        return head + columns.joined().dropFirst() + "  \(meaning)"
    }

    private func object(_ summary: Distribution.Summary?) -> String {
        guard let summary else { return "null" }
        return "{\"p50\": \(number(summary.p50)), \"p95\": \(number(summary.p95)), \"p99\": \(number(summary.p99)),"
            + " \"largest\": \(number(summary.largest))}"
    }

    private func number(_ value: Double) -> String { number(value, places: 3) }
    private func number(_ value: Double, places: Int) -> String { Decimal.text(value, places: places) }
    private func text(_ value: Int?, else other: String = "null") -> String { value.map(String.init) ?? other }
}
