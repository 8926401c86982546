import CJPEG

/// libjpeg's compressor and its scratch memory, reused from picture to picture; it works where it is called.
@safe
struct JPEGEncoder: ~Copyable {
    private let handle: OpaquePointer

    init() throws(EncodingFailure) {
        guard let handle = unsafe cjpeg_encoder_create() else { throw .noMemory }
        unsafe self.handle = handle
    }

    deinit {
        // The handle is ours alone and ends with us.
        unsafe cjpeg_encoder_destroy(handle)
    }

    /// Encodes into `jpeg`, whose capacity is used and whose content is replaced; it grows only when it is too small.
    ///
    /// `segment` stands behind SOI in place of JFIF's, marker and length included; empty for none. After a failure
    /// `jpeg` is empty and keeps its capacity.
    func encode(
        _ samples: UnsafeRawBufferPointer, of layout: cjpeg_layout, width: UInt32, height: UInt32,
        bytesPerLine: UInt32, lines: [UInt16], quality: Int32, segment: [UInt8], into jpeg: inout [UInt8]
    ) throws(EncodingFailure) {
        guard lines.isEmpty || lines.count == Int(height) else { throw .tooFewBytes }
        let most = Int(width) * Int(height) * 4 + 65536
        var capacity = max(jpeg.capacity, Int(width) * Int(height) / 8 + 4096)
        while true {
            jpeg.removeAll(keepingCapacity: true)
            var result = 0
            jpeg.append(addingCapacity: capacity) { output in
                // The callee writes at most `capacity` bytes and answers how many; it keeps none of the pointers,
                // and all of them outlive the call.
                unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                    unsafe withPointers(segment, lines) { segment, lines in
                        var picture = unsafe cjpeg_picture(
                            layout: layout, width: width, height: height, bytes_per_line: Int(bytesPerLine),
                            bytes: samples.baseAddress?.assumingMemoryBound(to: UInt8.self),
                            byte_count: samples.count, lines: lines.isEmpty ? nil : lines.baseAddress
                        )
                        var task = unsafe cjpeg_task(
                            first_row: 0, row_count: height, quality: quality, restart_rows: 0,
                            segment: segment.isEmpty ? nil : segment.baseAddress, segment_size: segment.count
                        )
                        result = unsafe cjpeg_encode(handle, &picture, &task, buffer.baseAddress, capacity)
                        count = max(result, 0)
                    }
                }
            }
            if result > 0 { return }
            guard result == CJPEG_TOO_SMALL, capacity < most else {
                throw result == CJPEG_BAD_PICTURE ? .tooFewBytes : .noMemory
            }
            capacity = min(capacity * 2, most)
        }
    }

    /// Lends two arrays at once.
    private func withPointers(
        _ segment: [UInt8], _ lines: [UInt16],
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt16>) -> Void
    ) {
        // Both arrays are held for the time of the call.
        unsafe segment.withUnsafeBufferPointer { segment in
            unsafe lines.withUnsafeBufferPointer { lines in unsafe body(segment, lines) }
        }
    }
}
