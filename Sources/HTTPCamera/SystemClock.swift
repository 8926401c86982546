/// The clock of the machine.
struct SystemClock: CameraClock {
    private static let longestSleep = Duration.seconds(10)

    var now: ContinuousClock.Instant { .now }

    func sleep(until instant: ContinuousClock.Instant) async throws(CancellationError) {
        do {
            repeat {
                // A sleep that is cancelled keeps its memory until its end would have come.
                try await ContinuousClock().sleep(until: min(instant, now + Self.longestSleep))
            } while now < instant
        } catch {
            throw CancellationError()
        }
    }
}
