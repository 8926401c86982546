import CJPEG

/// libjpeg, to make real pictures and to read them strictly.
enum Codec {
    /// A picture read without a warning: its pixels and how many bytes it took up to the end of EOI.
    struct Decoded: Equatable {
        let width: Int
        let height: Int
        let consumed: Int
        let pixels: [UInt8]
    }

    /// A JPEG in 4:2:2 of something coloured and uneven; the seed makes pictures differ.
    static func picture(width: Int, height: Int, seed: Int = 0, restartRows: Int = 0, segment: [UInt8] = []) -> [UInt8]
    {
        var raw: [UInt8] = []
        for y in 0..<height {
            for x in 0..<(width * 2) {
                raw.append(UInt8(truncatingIfNeeded: (x * (7 + seed)) ^ (y * 13 + seed * x * y)))
            }
        }
        let bytes = raw
        let encoder = unsafe cjpeg_encoder_create()
        defer { unsafe cjpeg_encoder_destroy(encoder) }
        return unsafe [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            let size = unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe segment.withUnsafeBufferPointer { segment in
                    var picture = unsafe cjpeg_picture()
                    unsafe picture.layout = CJPEG_YUYV
                    unsafe picture.width = UInt32(width)
                    unsafe picture.height = UInt32(height)
                    unsafe picture.bytes_per_line = width * 2
                    unsafe picture.bytes = bytes.baseAddress
                    unsafe picture.byte_count = bytes.count
                    var task = unsafe cjpeg_task()
                    unsafe task.row_count = UInt32(height)
                    unsafe task.quality = 80
                    unsafe task.restart_rows = UInt32(restartRows)
                    unsafe task.segment = segment.isEmpty ? nil : segment.baseAddress
                    unsafe task.segment_size = segment.count
                    return unsafe cjpeg_encode(encoder, &picture, &task, buffer.baseAddress, buffer.count)
                }
            }
            precondition(size > 0, "libjpeg could not encode: \(size)")
            count = size
        }
    }

    /// Decodes strictly; nil when libjpeg has anything at all to say against it.
    static func decode(_ bytes: [UInt8]) -> Decoded? {
        var decoded = cjpeg_decoded()
        let capacity = 1 << 20
        var isRead = false
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            let result = unsafe bytes.withUnsafeBufferPointer {
                unsafe cjpeg_decode(
                    $0.baseAddress, $0.count, CJPEG_COLOUR_YCBCR, buffer.baseAddress, capacity, &decoded)
            }
            isRead = result == 0
            count = isRead ? Int(decoded.width) * Int(decoded.height) * 3 : 0
        }
        guard isRead else { return nil }
        return Decoded(
            width: Int(decoded.width), height: Int(decoded.height), consumed: decoded.consumed, pixels: pixels)
    }
}
