/// Walks over one JPEG's segments and scans by the rules of ITU T.81 annex B; every step moves on, so it ends.
///
/// The bytes may come in pieces: a walk goes on where it stopped, and looks at no scan byte twice.
struct JPEGWalk: Sendable {
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
        /// At something that is no JPEG.
        case none
        /// At the end of the bytes: more of them are needed.
        case unfinished
    }

    private var picture = Picture()
    private var hasQuantizationTables = false
    private var hasHuffmanTables = false
    private var isBaseline = false
    private var scans = 0
    private var isInScan = false
    private let start: Int
    /// Where the walk goes on: at a marker, or in a scan.
    private var at: Int

    /// A walk from an SOI.
    init(from start: Int) {
        self.start = start
        at = start
    }

    /// Walks from an SOI to its EOI.
    static func picture(in bytes: Span<UInt8>, from start: Int) -> Result {
        var walk = JPEGWalk(from: start)
        return walk.advance(in: bytes)
    }

    /// Walks on through the same bytes, of which there may be more by now; not again after it has ended.
    mutating func advance(in bytes: Span<UInt8>) -> Result {
        if at == start {
            guard start + 2 <= bytes.count else { return .unfinished }
            guard bytes[start] == JPEGMarker.prefix, bytes[start + 1] == JPEGMarker.startOfImage else { return .none }
            at += 2
        }
        while true {
            if isInScan {
                let end = endOfScan(in: bytes, from: at)
                guard end < bytes.count else {
                    // The last byte may be the first of a marker.
                    at = max(at, bytes.count - 1)
                    return .unfinished
                }
                at = end
                isInScan = false
            }
            // B.1.1.2: a marker, with any number of fill bytes before it.
            guard at < bytes.count else { return .unfinished }
            guard bytes[at] == JPEGMarker.prefix else { return .none }
            while at + 1 < bytes.count, bytes[at + 1] == JPEGMarker.prefix { at += 1 }
            guard at + 1 < bytes.count else { return .unfinished }
            let marker = bytes[at + 1]
            switch marker {
            case JPEGMarker.endOfImage:
                return scans > 0 ? .whole(picture, end: at + 2) : .none
            case JPEGMarker.startOfImage:
                return .cutShort(next: at)
            case 0x00...0xBF, 0xD0...0xD7:
                // Stuffing, TEM, RSTn and the reserved codes have no length and no place between segments. In a scan
                // they are what most damage looks like.
                return .none
            default: break
            }
            // B.1.1.4: a length of two bytes, itself included.
            guard at + 4 <= bytes.count else { return .unfinished }
            let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
            guard length >= 2 else { return .none }
            guard at + 2 + length <= bytes.count else { return .unfinished }
            guard take(marker, of: bytes, at: at, length: length) else { return .none }
            at += 2 + length
        }
    }

    /// Takes in what a segment says; false when no picture can have it there.
    private mutating func take(_ marker: UInt8, of bytes: Span<UInt8>, at: Int, length: Int) -> Bool {
        switch marker {
        case JPEGMarker.quantizationTables: hasQuantizationTables = true
        case JPEGMarker.huffmanTables: hasHuffmanTables = true
        case JPEGMarker.startOfScan:
            guard picture.frameHeader > 0, hasQuantizationTables else { return false }
            // Only a baseline frame can do with the tables that everybody knows.
            guard hasHuffmanTables || isBaseline else { return false }
            if !hasHuffmanTables { picture.lacksHuffmanTables = true }
            scans += 1
            isInScan = true
        case _ where JPEGMarker.isStartOfFrame(marker):
            // B.2.2: precision, height, width, components; one frame in a picture.
            guard picture.frameHeader == 0, length >= 8 else { return false }
            picture.frameHeader = at
            picture.height = Int(bytes[at + 5]) << 8 | Int(bytes[at + 6])
            picture.width = Int(bytes[at + 7]) << 8 | Int(bytes[at + 8])
            let components = Int(bytes[at + 9])
            guard picture.width > 0, picture.height > 0, components > 0, length >= 8 + 3 * components else {
                return false
            }
            isBaseline = marker == JPEGMarker.startOfBaselineFrame
        default: break
        }
        return true
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
