/// Which of a camera's formats may be used.
public enum FormatChoice: Sendable {
    /// The best that there is.
    case auto
    /// Only JPEG as the camera makes it.
    case mjpeg
    /// Only formats that are encoded here.
    case raw
}
