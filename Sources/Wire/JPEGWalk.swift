/// Walks over one JPEG's segments and scans by the rules of ITU T.81 annex B; every step moves on, so it ends.
enum JPEGWalk {
    /// What the headers say.
    struct Picture: Sendable {
        var width = 0
        var height = 0
        var frameHeader = 0
        var lacksHuffmanTables = false
    }

    /// How a walk ended.
    enum Result {
        /// At EOI; the end lies behind it.
        case whole(Picture, end: Int)
        /// Inside a picture that is not whole, where another one begins.
        case cutShort(next: Int)
        /// At the end of the bytes, or at something that is no JPEG.
        case none
    }

    /// Walks from an SOI to its EOI.
    static func picture(in bytes: Span<UInt8>, from start: Int) -> Result {
        guard start + 4 <= bytes.count, bytes[start] == JPEGMarker.prefix,
            bytes[start + 1] == JPEGMarker.startOfImage
        else { return .none }
        var picture = Picture()
        var hasQuantizationTables = false
        var hasHuffmanTables = false
        var isBaseline = false
        var scans = 0
        var at = start + 2
        while let marker = marker(in: bytes, at: &at) {
            switch marker {
            case JPEGMarker.endOfImage:
                return scans > 0 ? .whole(picture, end: at) : .none
            case JPEGMarker.startOfImage:
                return .cutShort(next: at - 2)
            case 0x00...0xBF, 0xD0...0xD7:
                // Stuffing, TEM, RSTn and the reserved codes have no length and no place between segments. In a scan
                // they are what most damage looks like.
                return .none
            default: break
            }
            // B.1.1.4: a length of two bytes, itself included.
            guard at + 2 <= bytes.count else { return .none }
            let length = Int(bytes[at]) << 8 | Int(bytes[at + 1])
            guard length >= 2, at + length <= bytes.count else { return .none }
            switch marker {
            case JPEGMarker.quantizationTables: hasQuantizationTables = true
            case JPEGMarker.huffmanTables: hasHuffmanTables = true
            case JPEGMarker.startOfScan:
                guard picture.frameHeader > 0, hasQuantizationTables else { return .none }
                // Only a baseline frame can do with the tables that everybody knows.
                guard hasHuffmanTables || isBaseline else { return .none }
                if !hasHuffmanTables { picture.lacksHuffmanTables = true }
                scans += 1
                at = endOfScan(in: bytes, from: at + length)
                continue
            case _ where JPEGMarker.isStartOfFrame(marker):
                // B.2.2: precision, height, width, components; one frame in a picture.
                guard picture.frameHeader == 0, length >= 8 else { return .none }
                picture.frameHeader = at - 2
                picture.height = Int(bytes[at + 3]) << 8 | Int(bytes[at + 4])
                picture.width = Int(bytes[at + 5]) << 8 | Int(bytes[at + 6])
                let components = Int(bytes[at + 7])
                guard picture.width > 0, picture.height > 0, components > 0, length >= 8 + 3 * components else {
                    return .none
                }
                isBaseline = marker == JPEGMarker.startOfBaselineFrame
            default: break
            }
            at += length
        }
        return .none
    }

    /// Reads a marker, fill bytes before it included (B.1.1.2), and moves behind it; nil where there is none.
    private static func marker(in bytes: Span<UInt8>, at index: inout Int) -> UInt8? {
        guard index < bytes.count, bytes[index] == JPEGMarker.prefix else { return nil }
        while index < bytes.count, bytes[index] == JPEGMarker.prefix { index += 1 }
        guard index < bytes.count else { return nil }
        index += 1
        return bytes[index - 1]
    }
}

/// Where the next marker stands that does not belong to the scan; the end of the bytes when there is none.
///
/// Nearly all of a picture is scan: blocks of it are first looked at as a whole, without a branch for each byte,
/// which compiles to vector instructions: for that this function alone is not made small.
@_optimize(speed)
func endOfScan(in bytes: Span<UInt8>, from start: Int) -> Int {
    let block = 64
    var at = start
    while at < bytes.count {
        if at + block < bytes.count {
            var markers: UInt8 = 0
            for index in at..<(at + block) {
                let next = bytes[index + 1]
                let stays = (next == 0 ? 1 : 0 as UInt8) | (next & 0xF8 == 0xD0 ? 1 : 0)
                markers |= (bytes[index] == JPEGMarker.prefix ? 1 : 0) & (stays ^ 1)
            }
            if markers == 0 {
                at += block
                continue
            }
        }
        let end = min(at + block, bytes.count - 1)
        while at < end {
            if bytes[at] == JPEGMarker.prefix {
                let next = bytes[at + 1]
                if next != 0, next != JPEGMarker.prefix, !JPEGMarker.isRestart(next) { return at }
            }
            at += 1
        }
        if at == bytes.count - 1 { return bytes.count }
    }
    return bytes.count
}
