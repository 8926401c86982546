import CJPEG
import Testing

@testable import HTTPCamera

@Suite struct DecodingTests {
    /// 48 by 16 pixels: brightness 40, 120 and 200 in columns of 16.
    private static func picture() -> [UInt8] {
        let row = [40, 120, 200].flatMap { [UInt8](repeating: $0, count: 16) }
        let raw = (0..<16).flatMap { _ in row }
        let encoder = unsafe cjpeg_encoder_create()
        defer { unsafe cjpeg_encoder_destroy(encoder) }
        return unsafe [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
            count = unsafe raw.withUnsafeBufferPointer { raw in
                var picture = unsafe cjpeg_picture()
                unsafe picture.layout = CJPEG_GREY
                unsafe picture.width = 48
                unsafe picture.height = 16
                unsafe picture.bytes_per_line = 48
                unsafe picture.bytes = raw.baseAddress
                unsafe picture.byte_count = raw.count
                var task = unsafe cjpeg_task()
                unsafe task.row_count = 16
                unsafe task.quality = 100
                return max(0, unsafe cjpeg_encode(encoder, &picture, &task, buffer.baseAddress, buffer.count))
            }
        }
    }

    private func frame(_ jpeg: [UInt8]) async throws -> Frame {
        let server = LiteralServer([.stream(.bytes(Stream.part(1, body: jpeg)))])
        let camera = server.camera(options: .once)
        try await camera.open()
        return try await camera.read()
    }

    @Test("pixels lie row by row from the top, as documented", arguments: [Bitmap.Format.rgb, .grey])
    func layout(format: Bitmap.Format) async throws {
        let bitmap = try await frame(Self.picture()).decoded(to: format)
        #expect(bitmap.width == 48 && bitmap.height == 16 && bitmap.format == format && !bitmap.isDamaged)
        #expect(bitmap.bytesPerRow == 48 * format.bytesPerPixel)
        #expect(bitmap.pixels.count == 16 * bitmap.bytesPerRow)
        for y in 0..<16 {
            for x in 0..<48 {
                let start = y * bitmap.bytesPerRow + x * format.bytesPerPixel
                for byte in bitmap.pixels[start..<(start + format.bytesPerPixel)] {
                    #expect(abs(Int(byte) - [40, 120, 200][x / 16]) <= 1, "at \(x), \(y)")
                }
            }
        }
    }

    @Test("a damaged picture is decoded, and says that it is")
    func damaged() async throws {
        var jpeg = Self.picture()
        jpeg.replaceSubrange((jpeg.count - 12)..<(jpeg.count - 2), with: [UInt8](repeating: 0, count: 10))
        jpeg.insert(contentsOf: [0x00, 0x00, 0x00], at: jpeg.count - 2)
        let bitmap = try await frame(jpeg).decoded()
        #expect(bitmap.isDamaged)
        #expect(bitmap.pixels.count == 48 * 16 * 3)
    }

    @Test("what is a JPEG by its segments alone is an error")
    func undecodable() async throws {
        let frame = try await frame(Stream.picture(1))
        #expect(throws: HTTPCameraError.undecodable("libjpeg gave up")) { try frame.decoded() }
    }

    @Test("a size that would take all memory takes none")
    func enormous() async throws {
        var jpeg = Self.picture()
        let header = try #require((0..<jpeg.count).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange((header + 5)..<(header + 9), with: [0xFF, 0x00, 0xFF, 0x00])
        let frame = try await frame(jpeg)
        #expect(throws: HTTPCameraError.undecodable("it has over 67 million pixels, or over 500 scans")) {
            try frame.decoded()
        }
    }

    @Test("scans without end are given up", arguments: [500, 501])
    func scans(count: Int) async throws {
        let table = [0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64)
        // Progressive, 8 by 8 pixels, grey; a code of one bit, for a difference of nothing; that, over and over.
        let header: [UInt8] = [0xFF, 0xC2, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]
        let code: [UInt8] = [0xFF, 0xC4, 0, 20, 0, 1] + [UInt8](repeating: 0, count: 16)
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 0x7F]
        let jpeg = [0xFF, 0xD8] + table + header + code + (0..<count).flatMap { _ in scan } + [0xFF, 0xD9]
        let frame = try await frame(jpeg)
        if count > 500 {
            #expect(throws: HTTPCameraError.undecodable("it has over 67 million pixels, or over 500 scans")) {
                try frame.decoded(to: .grey)
            }
        } else {
            #expect(try frame.decoded(to: .grey).pixels == [UInt8](repeating: 128, count: 64))
        }
    }
}
