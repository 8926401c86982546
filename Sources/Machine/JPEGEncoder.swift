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

    /// How many bytes the JPEG of so many rows seldom exceeds; with none, its headers.
    static func usualBytes(_ task: EncodingTask, rows: Int) -> Int {
        Int(task.width) * rows / 8 + 4096
    }

    /// Appends the JPEG of some rows, using the array's capacity; it grows only when that is too small.
    ///
    /// After a failure the array is as it was before.
    ///
    /// - Parameters:
    ///   - rows: from a multiple of 16.
    ///   - restartRows: the restart interval in rows of blocks; 0 for none.
    func encode(
        _ task: EncodingTask, rows: Range<Int>, restartRows: UInt32, appendingTo jpegs: inout [UInt8]
    ) throws(EncodingFailure) {
        guard task.lines.isEmpty || task.lines.count == Int(task.height) else { throw .tooFewBytes }
        let most = Int(task.width) * rows.count * 4 + 65536
        var capacity = max(jpegs.capacity - jpegs.count, Self.usualBytes(task, rows: rows.count))
        while true {
            var result = 0
            jpegs.append(addingCapacity: capacity) { output in
                // The callee writes at most `capacity` bytes and answers how many; it keeps none of the pointers,
                // and all of them outlive the call.
                unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                    unsafe withPointers(task.segment, task.lines) { segment, lines in
                        var picture = unsafe cjpeg_picture(
                            layout: task.layout, width: task.width, height: task.height,
                            bytes_per_line: Int(task.bytesPerLine),
                            bytes: task.samples.baseAddress?.assumingMemoryBound(to: UInt8.self),
                            byte_count: task.samples.count, lines: lines.isEmpty ? nil : lines.baseAddress
                        )
                        var part = unsafe cjpeg_task(
                            first_row: UInt32(rows.lowerBound), row_count: UInt32(rows.count), quality: task.quality,
                            restart_rows: restartRows, segment: segment.isEmpty ? nil : segment.baseAddress,
                            segment_size: segment.count
                        )
                        result = unsafe cjpeg_encode(handle, &picture, &part, buffer.baseAddress, capacity)
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
