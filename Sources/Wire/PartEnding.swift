/// Where a stream ended.
public enum PartEnding: Sendable, Equatable {
    /// Behind a whole part, or before the first one.
    case betweenParts
    /// Behind the delimiter that says that no part follows.
    case closed
    /// Inside a part, of which so many bytes had come; they are gone.
    case insidePart(bytes: Int)
}
