import HTTPCamera

/// Reads pictures for a while, as fast as they come or at a slower pace, and measures them.
struct Measurer {
    let camera: WaitingCamera
    let time: Duration
    /// How long it is from one reading to the next; nil reads all that come.
    let every: Duration?
    let interruption: Interruption

    /// Measures from `first` on.
    func run(first: Frame) -> MeasurementReport {
        var measurement = Measurement()
        var progress = ProgressLine()
        var failure: Failure?
        let start = ContinuousClock.now
        measurement.size = (try? first.decoded(to: .grey)).map { ($0.width, $0.height) }
        do {
            try measure(first, until: start + time, &measurement, &progress)
        } catch {
            failure = error
        }
        progress.end()
        return MeasurementReport(measurement, elapsed: start.duration(to: .now), failure: failure)
    }

    private func measure(
        _ first: Frame, until end: ContinuousClock.Instant, _ measurement: inout Measurement,
        _ progress: inout ProgressLine
    ) throws(Failure) {
        measurement.add(first, camera.camera.statistics)
        var pace = every.map { Pace(every: $0, from: .now) }
        while true {
            progress.show(at: .now) {
                "\(measurement.read) pictures read, \(max(0, ContinuousClock.now.duration(to: end).wholeMilliseconds) / 1000) s left"
            }
            if let due = pace?.next(after: .now) { interruption.wait(until: min(due, end)) }
            guard ContinuousClock.now < end, let frame = try camera.next(until: end) else { return }
            measurement.add(frame, camera.camera.statistics)
        }
    }
}
