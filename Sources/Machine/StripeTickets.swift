import Synchronization

/// Deals a picture's stripes out to threads: each goes to the thread that asks first.
///
/// A thread whose processor is busy, or whose samples are far away, asks later, and the others do more.
final class StripeTickets: Sendable {
    private let next = Atomic<Int>(0)

    /// Begins with a new picture; nobody takes one meanwhile.
    func restart() {
        next.store(0, ordering: .relaxed)
    }

    /// The next stripe that nobody has; nil when all are taken.
    func take(of count: Int) -> Int? {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return number < count ? number : nil
    }
}
