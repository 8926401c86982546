import CLinux

/// libv4lconvert for one camera and format: raw pictures that libjpeg does not take become planar 4:2:0.
///
/// It keeps the camera's descriptor number, so it must end before the camera does.
@safe
struct Converter: ~Copyable {
    private let handle: OpaquePointer
    private let source: v4l2_format
    private let destination: v4l2_format
    private let neededBytes: Int
    private let convertedBytes: Int
    /// Whether libv4lconvert reads one line beyond the frame, which is then copied to where that does no harm.
    private let overreads: Bool
    /// The converted picture, and behind it the copy of the frame with the line beyond it.
    private var scratch: [UInt8]

    /// libv4lconvert reads beyond frames that are too short, and takes lines as lying without gaps: so the size of
    /// a frame is checked here, and what it would get wrong is refused.
    init(format: CameraFormat, camera: Int32) throws(EncodingFailure) {
        guard let shape = Converter.shape(of: format.fourCC) else { throw .unsupportedFormat }
        let (width, height) = (Int(format.width), Int(format.height))
        let tight = width * shape.bitsInFirstPlane / 8
        guard (16...16384).contains(width), (16...16384).contains(height),
            width % shape.width == 0, height % shape.height == 0,
            shape.bits == 0 || format.bytesPerLine == 0 || Int(format.bytesPerLine) == tight
        else { throw .unsupportedFormat }
        // The descriptor is the camera's and open; the handle is ours alone and ends with us.
        guard let handle = unsafe linux_converter_create(camera) else { throw .notConverted }
        unsafe self.handle = handle
        neededBytes = max(width * height * shape.bits / 8, 1)
        convertedBytes = width * height * 3 / 2
        overreads = format.fourCC == FourCC("R", "G", "B", "P")
        scratch = [UInt8](repeating: 0, count: convertedBytes + (overreads ? neededBytes + tight : 0))
        unsafe source = Converter.describe(
            format.fourCC, width: width, height: height, bytesPerLine: tight, byteCount: Int(format.frameCapacity)
        )
        unsafe destination = Converter.describe(
            .yuv420, width: width, height: height, bytesPerLine: width, byteCount: width * height * 3 / 2
        )
    }

    deinit {
        // As said above.
        unsafe v4lconvert_destroy(handle)
    }

    /// Lends the picture as planar 4:2:0 without gaps between lines.
    ///
    /// Some formats are unpacked in the frame's own memory, which is ours until it is requeued.
    mutating func withConverted(
        _ frame: FrameMemory, _ body: (UnsafeRawBufferPointer) throws(EncodingFailure) -> Void
    ) throws(EncodingFailure) {
        guard frame.byteCount >= neededBytes else { throw .tooFewBytes }
        var (from, to) = unsafe (source, destination)
        let (handle, needed, overreads) = unsafe (handle, neededBytes, overreads)
        let (byteCount, convertedBytes) = (overreads ? needed : frame.byteCount, convertedBytes)
        // The frame has the bytes that its format needs, for as long as the rule of `FrameMemory` says; the scratch
        // memory has those that the picture needs, and the frame and a line behind it. No pointer is kept.
        let written = unsafe scratch.withUnsafeMutableBytes { scratch in
            guard let start = scratch.baseAddress else { return Int32(-1) }
            let input = unsafe overreads ? start + convertedBytes : frame.start
            if overreads { unsafe memcpy(input, frame.start, needed) }
            return unsafe v4lconvert_convert(
                handle, &from, &to, input.assumingMemoryBound(to: UInt8.self), Int32(byteCount),
                start.assumingMemoryBound(to: UInt8.self), Int32(convertedBytes)
            )
        }
        guard written == convertedBytes else { throw .notConverted }
        try unsafe scratch.span.extracting(..<convertedBytes).withUnsafeBytes(body)
    }

    private static func describe(
        _ fourCC: FourCC, width: Int, height: Int, bytesPerLine: Int, byteCount: Int
    ) -> v4l2_format {
        var format = unsafe v4l2_format()
        unsafe format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
        // `pix` is the member of the union that belongs to this type of buffer.
        unsafe format.fmt.pix.pixelformat = fourCC.value
        unsafe format.fmt.pix.width = UInt32(width)
        unsafe format.fmt.pix.height = UInt32(height)
        unsafe format.fmt.pix.field = V4L2_FIELD_NONE.rawValue
        unsafe format.fmt.pix.bytesperline = UInt32(bytesPerLine)
        unsafe format.fmt.pix.sizeimage = UInt32(byteCount)
        return unsafe format
    }
}
