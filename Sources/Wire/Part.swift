/// One whole part of a stream.
public struct Part: Sendable {
    /// What the body is.
    public enum Kind: Sendable {
        /// A JPEG from SOI to EOI, by a walk over its segments; nothing was decoded.
        case picture
        /// A JPEG by its type or its first bytes, but not a whole one; a decoder may still make something of it.
        case damaged
        /// Something else: the type is in the head.
        case other
    }

    /// What the head of the part says.
    public let head: PartHead
    /// What the body is.
    public let kind: Kind
    /// The body, without the line end before the delimiter; a picture's ends with its EOI.
    public let body: [UInt8]
}
