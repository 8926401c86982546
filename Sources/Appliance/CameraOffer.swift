/// One size in one format that a camera offers, as far as choosing among them needs to know.
public struct CameraOffer: Sendable {
    /// What it takes to make a JPEG of it, best first.
    public enum Encoding: Int, Comparable, Sendable {
        /// Nothing: it is one.
        case jpeg
        /// It goes straight into the encoder.
        case straight
        /// It is converted first.
        case converted

        /// Which is better.
        public static func < (left: Encoding, right: Encoding) -> Bool { left.rawValue < right.rawValue }
    }

    /// What it takes to make a JPEG of it.
    public var encoding: Encoding
    /// The size, or the nearest one to what is asked where a range is offered.
    public var size: PictureSize
    /// The rates, in thousandths a second, single ones or ranges; none when the driver does not say.
    public var rates: [ClosedRange<Int>]

    /// An offer.
    public init(encoding: Encoding, size: PictureSize, rates: [ClosedRange<Int>]) {
        self.encoding = encoding
        self.size = size
        self.rates = rates
    }
}
