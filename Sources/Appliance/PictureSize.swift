/// A picture's size in pixels.
public struct PictureSize: Equatable, Sendable {
    /// Pixels in a line.
    public var width: Int
    /// Lines.
    public var height: Int

    /// A size.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}
