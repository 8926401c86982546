/// One JPEG as every viewer gets it: filled once, then immutable and shared.
public final class Picture {
    /// The JPEG, written only while nobody but its maker holds the picture.
    public var bytes: [UInt8] = []
    /// When the camera had it.
    public internal(set) var captured = Instant(nanoseconds: 0)
    /// The same on the wall's clock, in nanoseconds since 1970.
    public internal(set) var unixNanoseconds: Int64 = 0
    /// Its number in the stream: gaps are frames that were not taken, and it never goes back.
    public internal(set) var sequence = 0
    /// How many pictures had been published when it was, itself included.
    var ordinal = 0

    init() {}

    /// Sees to it that so many bytes have room, and some more: the next pictures are seldom of just that size.
    public func reserve(_ count: Int) {
        if bytes.capacity < count { bytes.reserveCapacity(count + count / 8) }
    }
}
