import HTTPCamera
import Testing

@testable import martlet_watch

@Suite struct MeasurementTests {
    private let start = ContinuousClock.now

    private func sample(
        _ milliseconds: Int, sequence: Int? = nil, age: Int? = nil, clockAge: Int? = nil
    ) -> Measurement.Sample {
        Measurement.Sample(
            arrival: start + .milliseconds(milliseconds), sequence: sequence, age: age.map { .milliseconds($0) },
            clockAge: clockAge.map { .milliseconds($0) })
    }

    /// What a camera that is closed has counted: nothing.
    private let nothing = HTTPCamera(url: "http://host/").statistics

    private func report(_ samples: [Measurement.Sample], failure: Failure? = nil) -> MeasurementReport {
        var measurement = Measurement()
        for sample in samples { measurement.add(sample, nothing) }
        return MeasurementReport(measurement, elapsed: .milliseconds(1500), failure: failure)
    }

    @Test func json() {
        let report = report(
            [
                sample(0, sequence: 5, age: 1, clockAge: 3), sample(250, sequence: 6, age: 2, clockAge: 4),
                sample(500, sequence: 8, age: 2, clockAge: -4), sample(1001, sequence: 1, age: 9, clockAge: 3),
            ], failure: Failure(status: .ended, message: "over \"now\""))
        #expect(
            report.json == """
                {
                  "seconds": 1.500,
                  "width": null,
                  "height": null,
                  "received": 1,
                  "read": 4,
                  "skipped": 0,
                  "missing": 1,
                  "bad": 0,
                  "outdated": 0,
                  "reconnects": 0,
                  "bytes": 0,
                  "received_per_second": 0.000,
                  "read_per_second": 2.997,
                  "age_ms": {"p50": 2.000, "p95": 9.000, "p99": 9.000, "largest": 9.000},
                  "clock_age_ms": {"p50": 3.000, "p95": 4.000, "p99": 4.000, "largest": 4.000},
                  "interval_ms": {"p50": 250.000, "p95": 501.000, "p99": 501.000, "largest": 501.000},
                  "gaps": 1,
                  "gap_over_ms": 500.000,
                  "ended": "over \\"now\\""
                }

                """)
    }

    @Test func aServerThatTellsNothing() {
        let json = report([sample(0)]).json
        for key in ["missing", "age_ms", "clock_age_ms", "interval_ms", "gaps", "gap_over_ms", "ended"] {
            #expect(json.contains("  \"\(key)\": null"))
        }
        #expect(json.contains("  \"read_per_second\": 0.000,"))
    }

    @Test func table() {
        var measurement = Measurement()
        measurement.size = (640, 480)
        for sample in [sample(0, sequence: 1, age: 1), sample(500, sequence: 3, age: 1234)] {
            measurement.add(sample, nothing)
        }
        let report = MeasurementReport(measurement, elapsed: .seconds(1), failure: nil)
        #expect(
            report.table == """
                time       1.0 s, 640 × 480
                received   1 pictures, 0.00 a second, 0.0 Mbit/s
                read       2 pictures, 2.00 a second
                skipped    0  (came, but a newer one was there before they were read)
                missing    1  (numbered by the server, but never came)
                bad        0, outdated 0, reconnects 0
                gaps       0  (over 1000.0 ms, twice the median)
                ms              p50      p95      p99  largest
                age             1.0   1234.0   1234.0   1234.0  told by the server, and the time here since it came
                clock age  not known
                interval      500.0    500.0    500.0    500.0  from one that was read to the next

                """)
    }
}
