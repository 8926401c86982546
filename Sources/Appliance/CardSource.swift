/// A file of the card, as far as it could be read.
public enum CardSource: Sendable {
    /// Its content, or the first part of it.
    case content([UInt8])
    /// It could not be read: why, in words.
    case unreadable(String)
}
