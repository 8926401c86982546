import CJPEG

/// libjpeg: the one place of the library where C is touched.
enum JPEGDecoder {
    /// Decodes a JPEG as other programs do: what is damaged is guessed, and said to be.
    static func decode(_ jpeg: [UInt8], to format: Bitmap.Format) throws(HTTPCameraError) -> Bitmap {
        var measured = cjpeg_decoded()
        let verdict = unsafe jpeg.withUnsafeBufferPointer { bytes in
            // The buffer outlives the call, its size goes with it, and C does not keep it.
            unsafe cjpeg_measure(bytes.baseAddress, bytes.count, &measured)
        }
        try check(verdict)
        let width = Int(measured.width)
        let height = Int(measured.height)
        let count = width * height * format.bytesPerPixel
        let colour = format == .rgb ? CJPEG_COLOUR_RGB : CJPEG_COLOUR_GREY
        var decoded = cjpeg_decoded()
        var result: Int32 = 0
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: count) { pixels, filled in
            result = unsafe jpeg.withUnsafeBufferPointer { bytes in
                // The same holds for both buffers, and 0 says that every row was written.
                unsafe cjpeg_view(bytes.baseAddress, bytes.count, colour, pixels.baseAddress, count, &decoded)
            }
            filled = result == 0 ? count : 0
        }
        try check(result)
        return Bitmap(
            width: width, height: height, format: format, isDamaged: decoded.warnings > 0, pixels: pixels)
    }

    private static func check(_ result: Int32) throws(HTTPCameraError) {
        switch Int(result) {
        case 0: return
        case Int(CJPEG_TOO_LARGE): throw .undecodable("it has over 67 million pixels, or over 500 scans")
        default: throw .undecodable("libjpeg gave up")
        }
    }
}
