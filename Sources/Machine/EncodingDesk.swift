import CJPEG
import CLinux

/// What lies between the encoder and its thread.
///
/// It belongs to the thread from `Worker.start` until the worker says that it is done, and to the loop otherwise;
/// the worker's own signals order the two. That is what makes it safe to hand over.
final class EncodingDesk: @unchecked Sendable {
    var picture: RawPicture?
    var quality: Int32 = 80
    var segment: [UInt8] = []
    var jpeg: [UInt8] = []
    var converter: Converter?
    private let tickets = StripeTickets()
    private let share: StripeShare
    private let helpers: [StripeHelper]
    private var shares: [StripeShare] = []
    private var failure: EncodingFailure?
    private var nanoseconds: Int64 = 0

    /// - Parameter threads: how many encode a picture together, the encoder's own included.
    init(threads: Int) throws(Errno) {
        share = try StripeShare()
        var helpers: [StripeHelper] = []
        for processor in 1..<max(threads, 1) {
            helpers.append(try StripeHelper(tickets: tickets, processor: processor))
        }
        self.helpers = helpers
    }

    /// Encodes what lies here.
    func work() {
        let begin = Clock.monotonicNanoseconds
        failure = nil
        do throws(EncodingFailure) {
            try encode()
        } catch {
            failure = error
            jpeg.removeAll(keepingCapacity: true)
        }
        nanoseconds = Clock.monotonicNanoseconds - begin
    }

    /// Hands everything back, and keeps nothing, so that the arrays have one owner again.
    func takeResult() -> EncodedPicture? {
        guard let picture else { return nil }
        self.picture = nil
        let result = EncodedPicture(jpeg: jpeg, picture: picture, failure: failure, nanoseconds: nanoseconds)
        jpeg = []
        return result
    }

    private func encode() throws(EncodingFailure) {
        guard let picture else { return }
        let layout = picture.fourCC.straightLayout
        switch (picture.source, layout) {
        case (.frame(let memory), .some(let layout)):
            // The rule of `FrameMemory` keeps the bytes in place until this thread is done.
            let samples = unsafe UnsafeRawBufferPointer(start: memory.start, count: memory.byteCount)
            try unsafe encode(samples, of: layout, picture, bytesPerLine: picture.bytesPerLine)
        case (.bytes(let bytes), .some(let layout)):
            // The array is held here for as long as its memory is lent.
            try unsafe bytes.span.withUnsafeBytes { (samples) throws(EncodingFailure) in
                try unsafe encode(samples, of: layout, picture, bytesPerLine: picture.bytesPerLine)
            }
        case (.frame(let memory), .none):
            guard converter != nil else { throw .unsupportedFormat }
            // The converter lends its array for the time of the call.
            try unsafe converter?.withConverted(memory) { (samples) throws(EncodingFailure) in
                try unsafe encode(samples, of: CJPEG_YUV420, picture, bytesPerLine: picture.width)
            }
        case (.bytes, .none):
            throw .unsupportedFormat
        }
    }

    private func encode(
        _ samples: UnsafeRawBufferPointer, of layout: cjpeg_layout, _ picture: RawPicture, bytesPerLine: UInt32
    ) throws(EncodingFailure) {
        // The samples are lent by the caller for the time of the call, and no helper is at them when it returns.
        let task = unsafe EncodingTask(
            samples, of: layout, picture, bytesPerLine: bytesPerLine, quality: quality, segment: segment)
        let plan = StripePlan(task, threads: helpers.count + 1)
        guard plan.count > 1 else { return try share.encodeWhole(task, into: &jpeg) }
        tickets.restart()
        for helper in helpers { helper.start(task, plan) }
        share.work(task, plan, tickets)
        shares.removeAll(keepingCapacity: true)
        shares.append(share)
        for helper in helpers { shares.append(helper.finish()) }
        for share in shares { if let failure = share.failure { throw failure } }
        plan.join(shares, into: &jpeg)
    }
}
