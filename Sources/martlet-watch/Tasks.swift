import HTTPCamera

/// What there is to do without a window.
struct Tasks {
    let camera: WaitingCamera

    func save(to path: String) throws(Failure) {
        let first = try camera.first()
        var file = SingleFile(path: path)
        let outcome = recorder(Recorder.Limits(pictures: 1), Interruption(for: nil), showsProgress: false)
            .run(into: &file, first: first)
        if let failure = outcome.failure { throw failure }
    }

    func pipe(_ limits: Recorder.Limits) throws(Failure) {
        let first = try camera.first()
        var output = StandardOutput()
        // A signal ends it even while nobody reads what it has written.
        let outcome = recorder(limits, Interruption(for: nil), showsProgress: false).run(into: &output, first: first)
        if let failure = outcome.failure { throw failure }
    }

    func record(to target: RecordingTarget, _ limits: Recorder.Limits) throws(Failure) {
        // No file comes of a camera that is not there.
        let first = try camera.first()
        let interruption = Interruption(for: camera)
        try withExtendedLifetime(interruption) { () throws(Failure) in
            let recorder = recorder(limits, interruption, showsProgress: true)
            let outcome: Recorder.Outcome
            switch target {
            case .matroska(let path):
                var file = try matroska(path, first)
                outcome = recorder.run(into: &file, first: first)
            case .files(let pattern):
                var files = NumberedFiles(pattern)
                do throws(OutputError) {
                    try files.makeFolder()
                } catch {
                    throw Failure(error)
                }
                outcome = recorder.run(into: &files, first: first)
            }
            if outcome.pictures > 0 { MartletWatch.say("recorded \(recorder.text(outcome))") }
            if let failure = outcome.failure { throw failure }
        }
    }

    func measure(for time: Duration, every: Duration?, asJSON: Bool) throws(Failure) {
        let first = try camera.first()
        let interruption = Interruption(for: camera)
        try withExtendedLifetime(interruption) { () throws(Failure) in
            let report = Measurer(camera: camera, time: time, every: every, interruption: interruption).run(
                first: first)
            do throws(OutputError) {
                try OutputFile.standardOutput.append(Array((asJSON ? report.json : report.table).utf8))
            } catch {
                if !error.isReaderGone { throw Failure(error) }
            }
            if let failure = report.failure { throw failure }
        }
    }

    private func matroska(_ path: String, _ first: Frame) throws(Failure) -> MatroskaWriter {
        let size: Bitmap
        do {
            size = try first.decoded(to: .grey)
        } catch {
            throw Failure(error)
        }
        do {
            return try MatroskaWriter(path: path, width: size.width, height: size.height, start: first.arrivalTime)
        } catch {
            throw Failure(error)
        }
    }

    private func recorder(
        _ limits: Recorder.Limits, _ interruption: Interruption, showsProgress: Bool
    ) -> Recorder {
        Recorder(camera: camera, limits: limits, interruption: interruption, showsProgress: showsProgress)
    }
}
