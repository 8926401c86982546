import CJPEG

/// A picture's samples where they lie and what to make of them, for the threads that encode it together.
///
/// The rule that makes it safe: the samples stay where they are until the last of those threads is done.
@safe
struct EncodingTask: @unchecked Sendable {
    // Lent under the rule above.
    let samples: UnsafeRawBufferPointer
    let layout: cjpeg_layout
    let width: UInt32
    let height: UInt32
    let bytesPerLine: UInt32
    /// Which line of the samples stands in each row; empty: row by row.
    let lines: [UInt16]
    /// 1 to 100.
    let quality: Int32
    /// What stands behind SOI in place of JFIF's segment, marker and length included; empty for none.
    let segment: [UInt8]

    init(
        _ samples: UnsafeRawBufferPointer, of layout: cjpeg_layout, _ picture: RawPicture, bytesPerLine: UInt32,
        quality: Int32, segment: [UInt8]
    ) {
        unsafe self.samples = samples
        self.layout = layout
        width = picture.width
        height = picture.height
        self.bytesPerLine = bytesPerLine
        lines = picture.lines
        self.quality = quality
        self.segment = segment
    }
}
