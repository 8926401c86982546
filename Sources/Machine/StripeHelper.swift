/// A thread that encodes stripes of a picture beside the encoder's own.
final class StripeHelper {
    /// What lies between the helper and its thread; the worker's signals order the two.
    private final class Desk: @unchecked Sendable {
        // Written while the thread has no job.
        var order: (task: EncodingTask, plan: StripePlan)?
        let tickets: StripeTickets
        let share: StripeShare

        init(tickets: StripeTickets) throws(Errno) {
            self.tickets = tickets
            share = try StripeShare()
        }

        func work() {
            guard let order else { return }
            self.order = nil
            share.work(order.task, order.plan, tickets)
        }
    }

    private let worker: Worker
    private let desk: Desk
    private let job: () -> Void

    /// Throws when there is no thread or no memory to be had.
    ///
    /// - Parameter processor: the place of the processor to stay on. Left to itself the kernel often wakes a helper
    ///   where its waker runs, because the others are just going to sleep: then nothing is gained.
    init(tickets: StripeTickets, processor: Int) throws(Errno) {
        let desk = try Desk(tickets: tickets)
        self.desk = desk
        job = { desk.work() }
        worker = try Worker(isAwaited: true, processor: processor)
    }

    /// Starts to encode; `finish` must follow before the samples go.
    func start(_ task: EncodingTask, _ plan: StripePlan) {
        desk.order = (task: task, plan: plan)
        worker.start(job)
    }

    /// Waits until all that it took is done, and gives that.
    func finish() -> StripeShare {
        _ = worker.finish()
        return desk.share
    }
}
