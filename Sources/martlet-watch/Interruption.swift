import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ctrl-C, SIGTERM and SIGHUP as a wish to end: nothing is read any more, and the program sees to its files itself.
///
/// The second one ends it at once; but a terminal that is closed may say so twice, by its shell and by the system.
struct Interruption {
    private let sources: [any DispatchSourceSignal]
    private let wish = DispatchSemaphore(value: 0)

    /// - Parameter camera: nil leaves the signals alone, so that they end the program.
    init(for camera: WaitingCamera?) {
        guard let camera else {
            sources = []
            return
        }
        let wish = wish
        // With nohup(1) a terminal that is closed is to mean nothing.
        let numbers = Signals.isIgnored(SIGHUP) ? [SIGINT, SIGTERM] : [SIGINT, SIGTERM, SIGHUP]
        sources = numbers.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                wish.signal()
                camera.giveUp()
                if number != SIGHUP { Signals.restore(number) }
            }
            // Before the source, which on Linux has a handler of its own.
            Signals.ignore(number)
            source.resume()
            return source
        }
    }

    /// Waits until then, or until it comes.
    func wait(until instant: ContinuousClock.Instant) {
        let rest = ContinuousClock.now.duration(to: instant)
        guard rest > .zero else { return }
        _ = wish.wait(timeout: .now() + rest.seconds)
    }
}
