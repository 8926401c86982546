import Foundation
import Machine
import Testing

@Suite struct SignalsTests {
    /// raise(3) signals this thread alone, which has the signals blocked: they end nobody and wait for this thread's read.
    @Test func signalsAreTakenOnceAndInTheOrderOfTheirNumbers() throws {
        var before = sigset_t()
        // Local memory, filled and read during the calls. This thread gets back what it had, when nothing waits any more
        // that would end the process.
        #expect(unsafe pthread_sigmask(SIG_SETMASK, nil, &before) == 0)
        defer {
            var (ours, now) = (sigset_t(), timespec())
            unsafe sigemptyset(&ours)
            for number in [SIGHUP, SIGTERM, SIGINT] { unsafe sigaddset(&ours, number) }
            while unsafe sigtimedwait(&ours, nil, &now) > 0 {}
            unsafe _ = pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        let signals = try Signals()
        #expect(signals.take() == nil)
        for number in [SIGHUP, SIGTERM, SIGINT] { #expect(isBlocked(number)) }
        guard isBlocked(SIGHUP), isBlocked(SIGTERM), isBlocked(SIGINT) else { return }
        raise(SIGTERM)
        raise(SIGHUP)
        raise(SIGHUP)
        #expect(signals.take() == .reload, "one of a kind waits, however often it came")
        #expect(signals.take() == .stop)
        #expect(signals.take() == nil)
        raise(SIGINT)
        var entry = pollfd(fd: signals.number, events: Int16(POLLIN), revents: 0)
        // One entry, that outlives the call.
        #expect(unsafe poll(&entry, 1, 0) == 1)
        #expect(signals.take() == .stop)
        #expect(unsafe poll(&entry, 1, 0) == 0)
    }

    private func isBlocked(_ number: Int32) -> Bool {
        var mask = sigset_t()
        // As above.
        return unsafe pthread_sigmask(SIG_BLOCK, nil, &mask) == 0 && sigismember(&mask, number) == 1
    }
}
