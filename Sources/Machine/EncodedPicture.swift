/// What came of encoding a picture, with everything that was lent for it.
public struct EncodedPicture: Sendable {
    /// The JPEG in the array that was given for it; empty after a failure.
    public var jpeg: [UInt8]
    /// The picture it was made of.
    public var picture: RawPicture
    /// Nil when it worked.
    public let failure: EncodingFailure?
    /// How long it took, conversion included.
    public let nanoseconds: Int64
}
