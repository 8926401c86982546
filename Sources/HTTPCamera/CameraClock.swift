/// The time that the library lives by; tests have one that stands still until they move it.
protocol CameraClock: Sendable {
    var now: ContinuousClock.Instant { get }
    /// - Throws: when the task is cancelled.
    func sleep(until instant: ContinuousClock.Instant) async throws(CancellationError)
}
