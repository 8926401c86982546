/// By how much a picture says that it is to be turned: Exif's Orientation (tag 0x0112), as Martlet's `--rotate` writes it.
enum ExifTurn {
    private static let name = Array("Exif".utf8) + [0, 0]
    private static let orientation = 0x0112

    /// Degrees clockwise: 0, 90, 180 or 270; 0 where it says nothing, or asks for a mirror.
    static func degrees(_ jpeg: [UInt8]) -> Int {
        // Segments stand one behind the other from SOI to the start of the scan.
        var place = 2
        while place + 4 <= jpeg.count, jpeg[place] == 0xFF, jpeg[place + 1] != 0xDA {
            let end = place + 2 + (Int(jpeg[place + 2]) << 8 | Int(jpeg[place + 3]))
            guard end > place + 3, end <= jpeg.count else { return 0 }
            let content = jpeg[place + 4..<end]
            if jpeg[place + 1] == 0xE1, content.starts(with: name) {
                return degrees(tiff: Array(content.dropFirst(name.count)))
            }
            place = end
        }
        return 0
    }

    /// Looks through the first directory of a TIFF file (TIFF 6.0, 2).
    private static func degrees(tiff: [UInt8]) -> Int {
        let isLittle = tiff.starts(with: Array("II".utf8))
        func number(at place: Int, bytes count: Int) -> Int? {
            guard place + count <= tiff.count else { return nil }
            let bytes = tiff[place..<place + count]
            return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(at: 4, bytes: 4), let count = number(at: directory, bytes: 2) else { return 0 }
        for entry in 0..<count {
            let place = directory + 2 + 12 * entry
            guard let tag = number(at: place, bytes: 2), let value = number(at: place + 8, bytes: 2) else { return 0 }
            if tag == orientation { return [3: 180, 6: 90, 8: 270][value] ?? 0 }
        }
        return 0
    }
}
