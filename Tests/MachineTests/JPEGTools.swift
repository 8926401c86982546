import CJPEG
import Foundation

/// Encodes with a compressor of its own; the answer is what C said, and the bytes when it is no failure.
///
/// It is -98 when anything was written behind the buffer.
func encode(
    _ samples: RawSamples, rows: Range<Int>? = nil, quality: Int32 = 90, restartRows: Int = 0, segment: [UInt8] = [],
    capacity: Int = 1 << 19, byteCount: Int? = nil
) -> (result: Int, jpeg: [UInt8]) {
    let rows = rows ?? 0..<samples.height
    var jpeg = [UInt8](repeating: 0xAA, count: capacity + 4096)
    guard let encoder = unsafe cjpeg_encoder_create() else { return (-99, []) }
    defer { unsafe cjpeg_encoder_destroy(encoder) }
    // All the memory is held in arrays that outlive the call.
    let result = unsafe samples.bytes.withUnsafeBufferPointer { bytes in
        unsafe segment.withUnsafeBufferPointer { segment in
            unsafe jpeg.withUnsafeMutableBufferPointer { jpeg in
                var picture = unsafe cjpeg_picture()
                unsafe picture.layout = samples.layout
                unsafe picture.width = UInt32(samples.width)
                unsafe picture.height = UInt32(samples.height)
                unsafe picture.bytes_per_line = samples.bytesPerLine
                unsafe picture.bytes = bytes.baseAddress
                unsafe picture.byte_count = byteCount ?? bytes.count
                var task = unsafe cjpeg_task()
                unsafe task.first_row = UInt32(rows.lowerBound)
                unsafe task.row_count = UInt32(rows.count)
                unsafe task.quality = quality
                unsafe task.restart_rows = UInt32(restartRows)
                if !segment.isEmpty {
                    unsafe task.segment = segment.baseAddress
                    unsafe task.segment_size = segment.count
                }
                return unsafe cjpeg_encode(encoder, &picture, &task, jpeg.baseAddress, capacity)
            }
        }
    }
    guard jpeg[capacity...].allSatisfy({ $0 == 0xAA }) else { return (-98, []) }
    return (result, result > 0 ? Array(jpeg[..<result]) : [])
}

/// What the strict decoder says of some bytes.
struct Decoded {
    let result: Int32
    let facts: cjpeg_decoded
    let pixels: [UInt8]
}

/// Decodes strictly, into Y for greyscale and YCbCr otherwise.
func decode(_ jpeg: [UInt8], isGrey: Bool = false, capacity: Int = 1 << 18) -> Decoded {
    var facts = cjpeg_decoded()
    var pixels = [UInt8](repeating: 0, count: capacity)
    // All the memory is held in arrays that outlive the call.
    let result = unsafe cjpeg_decode(
        jpeg, jpeg.count, isGrey ? CJPEG_COLOUR_GREY : CJPEG_COLOUR_YCBCR, &pixels, capacity, &facts
    )
    return Decoded(result: result, facts: facts, pixels: pixels)
}

/// How near decoded pixels are to what was meant, as the peak signal-to-noise ratio of each component in decibels.
func closeness(of decoded: Decoded, to samples: RawSamples) -> [Double] {
    let components = samples.layout == CJPEG_GREY ? 1 : 3
    var errors = [Int](repeating: 0, count: components)
    for y in 0..<samples.height {
        for x in 0..<samples.width {
            let meant = samples.pixel(x, y)
            for component in 0..<components {
                let seen = Int(decoded.pixels[(y * samples.width + x) * components + component])
                let difference = seen - Int(meant[component])
                errors[component] += difference * difference
            }
        }
    }
    return errors.map { error in
        error == 0 ? 99 : 10 * log10(255 * 255 * Double(samples.width * samples.height) / Double(error))
    }
}
