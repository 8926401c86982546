import HTTPCamera

/// Takes pictures to a sink, until as much has come as was asked for.
struct Recorder {
    /// How much is taken; nil is without end.
    struct Limits {
        var time: Duration?
        var pictures: Int?
        /// How long it is from one picture to the next; nil takes all that come.
        var every: Duration?
    }

    /// What was taken.
    struct Outcome {
        var pictures = 0
        var bytes = 0
        /// From the first picture to the last.
        var time = Duration.zero
        /// Why it ended before its limits.
        var failure: Failure?
    }

    let camera: WaitingCamera
    let limits: Limits
    let interruption: Interruption
    let showsProgress: Bool

    /// Takes `first` and all that follow.
    ///
    /// What ends it is part of the outcome: what was written until then is whole.
    func run(into sink: inout some FrameSink & ~Copyable, first: Frame) -> Outcome {
        var outcome = Outcome()
        var timeline = Timeline()
        var progress = ProgressLine()
        do {
            try take(first, into: &sink, &outcome, &timeline, &progress)
        } catch {
            outcome.failure = error
        }
        progress.end()
        do {
            try sink.finish()
        } catch {
            outcome.failure = outcome.failure ?? Failure(error)
        }
        return outcome
    }

    private func take(
        _ first: Frame, into sink: inout some FrameSink & ~Copyable, _ outcome: inout Outcome,
        _ timeline: inout Timeline, _ progress: inout ProgressLine
    ) throws(Failure) {
        let end = limits.time.map { first.arrival + $0 }
        var pace = limits.every.map { Pace(every: $0, from: .now) }
        var frame = first
        while true {
            let time = timeline.add(frame)
            do {
                try sink.add(frame.jpeg, at: time)
            } catch {
                // Who has had enough need not be told.
                if error.isReaderGone { return }
                throw Failure(error)
            }
            outcome.pictures += 1
            outcome.bytes += frame.jpeg.count
            outcome.time = time
            if showsProgress { progress.show(at: .now) { text(outcome) } }
            if let most = limits.pictures, outcome.pictures >= most { return }
            if let due = pace?.next(after: .now) {
                interruption.wait(until: min(due, end ?? due))
                // One that is due at the end is no longer wanted.
                if let end, due >= end { return }
            }
            guard let next = try camera.next(until: end), end.map({ next.arrival < $0 }) ?? true
            else { return }
            frame = next
        }
    }

    func text(_ outcome: Outcome) -> String {
        "\(outcome.pictures) pictures, \(Decimal.text(outcome.time.seconds, places: 1)) s, "
            + "\(Decimal.text(Double(outcome.bytes) / 1_000_000, places: 1)) MB; "
            + "\(camera.camera.statistics.skipped) skipped"
    }
}
