extension Frame {
    /// Decodes the picture to pixels.
    ///
    /// It is decoded on the calling thread: a picture of 1280 × 720 takes some milliseconds.
    ///
    /// - Returns: `Bitmap` says how the pixels lie.
    /// - Throws: `.undecodable`; nothing else.
    public func decoded(to format: Bitmap.Format = .rgb) throws(HTTPCameraError) -> Bitmap {
        try JPEGDecoder.decode(jpeg, to: format)
    }
}
