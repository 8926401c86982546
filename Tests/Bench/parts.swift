import Wire

/// How fast a stream is taken apart on one core: gigabytes a second, for each way that it can come.
@main
struct Parts {
    /// What stands around a picture.
    enum Form: String, CaseIterable {
        case stream = "Martlet's /stream"
        case feed = "Martlet's /video_feed"
        case flask = "Flask, no Content-Length"
        case lying = "Content-Length: 9999999"
        case bare = "no delimiters"
        case damaged = "damaged, no Content-Length"
    }

    static func main() {
        print("parts: GB/s on one core, best of five; pictures of 20, 100 and 1000 KB, in reads of 16 and 64 KB")
        for form in Form.allCases {
            var line = "parts: " + form.rawValue + String(repeating: " ", count: 30 - form.rawValue.count)
            for kilobytes in [20, 100, 1000] {
                for piece in [16384, 65536] {
                    let speed = (0..<5).map { _ in measure(form, kilobytes * 1000, piece) }.max() ?? 0
                    let text = String(Int(speed * 100))
                    line += String(repeating: " ", count: 6 - text.count) + text.dropLast(2) + "." + text.suffix(2)
                }
            }
            print(line)
        }
    }

    /// Gigabytes a second over about half a gigabyte.
    private static func measure(_ form: Form, _ pictureBytes: Int, _ pieceBytes: Int) -> Double {
        let pictures = max(20, 20_000_000 / pictureBytes)
        let stream = stream(form, Picture(bytes: pictureBytes).bytes, pictures)
        guard let content = try? StreamContent(contentType: Array(Multipart.contentType.utf8)) else { return 0 }
        let rounds = 500_000_000 / stream.count + 1
        var taken = 0
        let time = ContinuousClock().measure {
            for _ in 0..<rounds {
                var parser = PartParser(content)
                var start = 0
                while start < stream.count {
                    let end = min(start + pieceBytes, stream.count)
                    parser.feed(stream.span.extracting(start..<end)) {
                        taken += $0.body.count > pictureBytes / 2 ? 1 : 0
                    }
                    start = end
                }
                _ = parser.finish { _ in taken += 1 }
            }
        }
        precondition(taken == rounds * pictures, "\(form.rawValue): \(taken) of \(rounds * pictures) pictures")
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
        return Double(stream.count * rounds) / seconds / 1e9
    }

    private static func stream(_ form: Form, _ picture: [UInt8], _ count: Int) -> [UInt8] {
        let jpeg = Array("--frame\r\nContent-Type: image/jpeg\r\n".utf8)
        var bytes = form == .stream ? Multipart.opening(.full) : form == .feed ? Multipart.opening(.bare) : []
        for sequence in 0..<count {
            switch form {
            case .stream:
                bytes += Multipart.leadIn(.full)
                Multipart.append(
                    head: PictureFields(
                        contentLength: picture.count, unixNanoseconds: 1_763_838_413_123_456_789,
                        ageMicroseconds: 1234, sequence: sequence),
                    to: &bytes)
                bytes += picture
                bytes += sequence == count - 1 ? Multipart.ending : Multipart.delimiter(.full)
            case .feed:
                bytes += Multipart.leadIn(.bare) + picture.dropFirst(Multipart.bytesAhead(.bare))
                bytes += sequence == count - 1 ? Multipart.ending : Multipart.delimiter(.bare)
            case .flask: bytes += jpeg + Array("\r\n".utf8) + picture + Array("\r\n".utf8)
            case .lying: bytes += jpeg + Array("Content-Length: 9999999\r\n\r\n".utf8) + picture + Array("\r\n".utf8)
            case .bare: bytes += [UInt8](repeating: 0x20, count: 50) + picture
            case .damaged: bytes += jpeg + Array("\r\n".utf8) + [0xFF, 0xD8, 0] + picture + Array("\r\n".utf8)
            }
        }
        return form == .damaged ? bytes + Array("--frame--\r\n".utf8) : bytes
    }

    /// A picture of that size whose scan looks random.
    private struct Picture {
        var bytes: [UInt8] = [
            0xFF, 0xD8, 0xFF, 0xDB, 0, 2, 0xFF, 0xC0, 0, 11, 8, 1, 0, 1, 0, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2,
        ]

        init(bytes count: Int) {
            var word: UInt64 = 1
            while bytes.count < count - 2 {
                word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(bytes.last == 0xFF ? 0 : UInt8(word >> 56))
            }
            if bytes.last == 0xFF { bytes[bytes.count - 1] = 0 }
            bytes += [0xFF, 0xD9]
        }
    }
}
