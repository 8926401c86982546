/// The second byte of a JPEG marker: ITU T.81 table B.1.
enum JPEGMarker {
    static let startOfBaselineFrame: UInt8 = 0xC0
    static let huffmanTables: UInt8 = 0xC4
    static let startOfImage: UInt8 = 0xD8
    static let endOfImage: UInt8 = 0xD9
    static let startOfScan: UInt8 = 0xDA
    static let quantizationTables: UInt8 = 0xDB
    static let prefix: UInt8 = 0xFF

    /// Whether the marker begins a frame header (SOF0 to SOF15; DHT, JPG and DAC lie among their codes).
    static func isStartOfFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    /// Whether the marker may stand inside a scan: RST0 to RST7.
    static func isRestart(_ marker: UInt8) -> Bool {
        (0xD0...0xD7).contains(marker)
    }
}
