import CLinux

/// What one thread encodes of a picture: as many of its stripes as it comes to before the others take them.
///
/// It belongs to its thread while that works, and to the encoder's otherwise; a worker's signals order the two.
final class StripeShare: @unchecked Sendable {
    /// The JPEGs of the stripes, one behind the other.
    private(set) var jpegs: [UInt8] = []
    private var stripes: [(number: Int, range: Range<Int>)] = []
    /// Nil when all went well.
    private(set) var failure: EncodingFailure?
    private let encoder: JPEGEncoder

    /// Throws ENOMEM when there is no memory to be had.
    init() throws(Errno) {
        do throws(EncodingFailure) {
            encoder = try JPEGEncoder()
        } catch {
            throw Errno(code: ENOMEM, call: "malloc")
        }
    }

    /// Encodes stripes as long as there are any to be taken.
    func work(_ task: EncodingTask, _ plan: StripePlan, _ tickets: StripeTickets) {
        jpegs.removeAll(keepingCapacity: true)
        stripes.removeAll(keepingCapacity: true)
        stripes.reserveCapacity(plan.count)
        failure = nil
        // Room for all of the stripes, in case that they all come here: in the steady state nothing grows.
        let most =
            JPEGEncoder.usualBytes(task, rows: Int(task.height)) + plan.count * JPEGEncoder.usualBytes(task, rows: 0)
        if jpegs.capacity < most { jpegs.reserveCapacity(most) }
        while let number = tickets.take(of: plan.count) {
            let start = jpegs.count
            do throws(EncodingFailure) {
                try encoder.encode(
                    task, rows: plan.rows(of: number), restartRows: plan.restartRows, appendingTo: &jpegs)
            } catch {
                failure = error
                return
            }
            stripes.append((number: number, range: start..<jpegs.count))
        }
    }

    /// Encodes a picture in one piece, into an array of its owner's.
    func encodeWhole(_ task: EncodingTask, into jpeg: inout [UInt8]) throws(EncodingFailure) {
        jpeg.removeAll(keepingCapacity: true)
        try encoder.encode(task, rows: 0..<Int(task.height), restartRows: 0, appendingTo: &jpeg)
    }

    /// Where in `jpegs` a stripe's JPEG is; nil when another thread has it.
    func range(of number: Int) -> Range<Int>? {
        stripes.first { $0.number == number }?.range
    }
}
