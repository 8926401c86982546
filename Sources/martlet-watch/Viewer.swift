import Dispatch
import HTTPCamera

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The window: shows the newest picture, and does what keys say.
struct Viewer {
    /// How often the title is told anew.
    private static let titleMilliseconds: Int32 = 250
    private static let noticeTime = Duration.seconds(2)

    let camera: HTTPCamera

    /// Returns when the window is closed.
    func run() throws(Failure) {
        let first = try WaitingCamera(camera).first()
        do {
            _ = try first.decoded(to: .grey)
        } catch {
            throw Failure(error)
        }
        var screen = try Screen()
        let box = PictureBox()
        let isDone = DispatchSemaphore(value: 0)
        let task = Task.detached { [camera] in
            await Self.decode(camera, first: first, into: box)
            isDone.signal()
        }
        defer {
            task.cancel()
            // The screen must be there as long as anybody may wake it.
            isDone.wait()
        }
        var shown: (picture: PictureBox.Picture, age: Duration)?
        var isPaused = false
        var notice: (text: String, until: ContinuousClock.Instant)?
        while true {
            switch screen.wait(milliseconds: Self.titleMilliseconds) {
            case .closed, .key(.escape): return
            case .key(.pause): isPaused.toggle()
            case .key(.save): notice = shown.map { (Self.save($0.picture.frame), .now + Self.noticeTime) }
            case .woken, nil: break
            }
            if let picture = try box.take(), !isPaused {
                try screen.show(picture)
                shown = (picture, picture.frame.age())
            }
            if let until = notice?.until, until < .now { notice = nil }
            screen.setTitle(title(shown, isPaused: isPaused, notice: notice?.text))
        }
    }

    private func title(
        _ shown: (picture: PictureBox.Picture, age: Duration)?, isPaused: Bool, notice: String?
    ) -> String {
        // As old as it was when it was shown; but one that is not followed by another grows old before our eyes.
        let age = shown.map { $0.picture.frame.arrival + .seconds(1) < .now ? $0.picture.frame.age() : $0.age }
        return WindowTitle.text(
            url: camera.url, state: camera.state, size: shown?.picture.size,
            picturesPerSecond: camera.statistics.picturesPerSecond, age: age, isPaused: isPaused, notice: notice)
    }

    private static func decode(_ camera: HTTPCamera, first: Frame, into box: PictureBox) async {
        put(first, into: box)
        do {
            for try await frame in camera.frames { put(frame, into: box) }
        } catch {
            box.end(Failure(error))
            Screen.wake()
        }
    }

    private static func put(_ frame: Frame, into box: PictureBox) {
        // What cannot be decoded is passed over, as it is by every browser.
        guard let bitmap = try? frame.decoded(to: .rgb) else { return }
        box.put(PictureBox.Picture(frame: frame, bitmap: bitmap, degrees: ExifTurn.degrees(frame.jpeg)))
        Screen.wake()
    }

    /// Saves a picture in the folder where the program was started, and says so.
    private static func save(_ frame: Frame) -> String {
        let time = (frame.captureTime ?? frame.arrivalTime)
            .formatted(
                Date.ISO8601FormatStyle(
                    dateSeparator: .omitted, timeSeparator: .omitted, includingFractionalSeconds: true))
        do {
            let name = "martlet-\(time).jpg"
            try OutputFile.replace(name, with: frame.jpeg)
            return "saved \(name)"
        } catch {
            MartletWatch.say("\(error)")
            return "\(error)"
        }
    }
}
