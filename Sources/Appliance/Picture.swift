/// One JPEG as every viewer gets it: filled once, then immutable and shared.
///
/// Its bytes are in memory of the program's own, or still where the camera put them.
public final class Picture {
    /// Which of the camera's buffers holds a picture, and where in it.
    public struct Loan: Sendable {
        /// The buffer's number.
        public let buffer: Int
        /// The picture's bytes in it.
        public let range: Range<Int>

        /// A picture that lies there.
        public init(buffer: Int, range: Range<Int>) {
            self.buffer = buffer
            self.range = range
        }
    }

    /// The JPEG, written only while nobody but its maker holds the picture; empty while it is lent.
    public var bytes: [UInt8] = []
    /// Where the JPEG is while the camera's buffer holds it; nil when it is in `bytes`.
    public internal(set) var loan: Loan?
    /// When the camera had it.
    public internal(set) var captured = Instant(nanoseconds: 0)
    /// The same on the wall's clock, in nanoseconds since 1970.
    public internal(set) var unixNanoseconds: Int64 = 0
    /// Its number in the stream: gaps are frames that were not taken, and it never goes back.
    public internal(set) var sequence = 0
    /// Whether it was drawn here to say why there is none of the camera's.
    var isNotice = false
    /// How many pictures had been published when it was, itself included.
    var ordinal = 0

    /// An empty picture.
    public init() {}

    /// How many bytes the JPEG has.
    public var count: Int { loan?.range.count ?? bytes.count }

    /// Says that the JPEG lies in a buffer that the camera lends.
    public func lie(in loan: Loan) {
        self.loan = loan
    }

    /// Sees to it that so many bytes have room, and some more: the next pictures are seldom of just that size.
    public func reserve(_ count: Int) {
        if bytes.capacity < count { bytes.reserveCapacity(count + count / 8) }
    }
}
