/// Pixels of a decoded picture.
///
/// The pixel in column `x` from the left and row `y` from the top begins at `pixels[y * bytesPerRow + x *
/// format.bytesPerPixel]`: rows follow each other from the top without a gap, height × width × channels as numerical
/// libraries have it.
public struct Bitmap: Sendable, Equatable {
    /// What a pixel is.
    public enum Format: Sendable {
        /// Red, green and blue, a byte each (0 to 255), in this order.
        case rgb
        /// Brightness, one byte: 0 is black, 255 is white.
        case grey

        /// 3 or 1.
        public var bytesPerPixel: Int {
            switch self {
            case .rgb: 3
            case .grey: 1
            }
        }
    }

    /// In pixels.
    public let width: Int
    /// In pixels.
    public let height: Int
    /// What a pixel is.
    public let format: Format
    /// Whether part of the picture is a guess, because the JPEG was damaged.
    public let isDamaged: Bool
    /// `height * bytesPerRow` bytes.
    public let pixels: [UInt8]

    /// `width * format.bytesPerPixel`.
    public var bytesPerRow: Int { width * format.bytesPerPixel }
}
