/// Why a raw picture did not become a JPEG.
public enum EncodingFailure: Error, Sendable {
    /// A pixel format, or a layout of its lines, that neither libjpeg nor libv4lconvert takes.
    case unsupportedFormat
    /// Fewer bytes than the picture's size needs: a frame cut short.
    case tooFewBytes
    /// libv4lconvert could not make sense of the camera or of the bytes.
    case notConverted
    /// libjpeg gave up, which leaves only memory as the cause.
    case noMemory
}
