import Wire

/// What martlet.password on the card holds: the password's hash, twice.
///
/// The file is 4096 bytes and never changes its length. Its first two sectors of 512 bytes hold the same: the hash and a
/// line's end, the same again, and zeros. A sector whose two lines differ was not wholly written, and does not count; the
/// first that counts holds. Zeros alone in both say that there is no password.
enum StoredHash: Equatable, Sendable {
    /// There is no password.
    case empty
    /// There is one.
    case hash([UInt8])
    /// There was one maybe: nobody can tell.
    case damaged

    /// The bytes of a sector: what a card writes whole or not at all.
    static let sectorBytes = 512
    /// Where its two sectors begin.
    static let sectors = [0, sectorBytes]
    /// Longer than any hash of yescrypt's, and short enough to stand in a sector twice.
    private static let mostBytes = 200

    /// Reads the file's content; nil when it is too short to hold anything, as it must not grow.
    init?(_ content: [UInt8]) {
        guard content.count >= 2 * Self.sectorBytes else { return nil }
        let sectors = Self.sectors.map { content[$0..<($0 + Self.sectorBytes)] }
        for sector in sectors {
            if let hash = Self.read(sector) {
                self = .hash(hash)
                return
            }
        }
        self = sectors.allSatisfy { $0.allSatisfy { $0 == 0 } } ? .empty : .damaged
    }

    /// What both sectors hold: for no hash, zeros.
    static func sector(of hash: [UInt8]?) -> [UInt8] {
        var sector: [UInt8] = []
        if let hash {
            let line = hash + [UInt8(ascii: "\n")]
            sector = line + line
        }
        return sector + [UInt8](repeating: 0, count: sectorBytes - sector.count)
    }

    private static func read(_ sector: ArraySlice<UInt8>) -> [UInt8]? {
        let hash = Array(sector.prefix { $0 != UInt8(ascii: "\n") })
        // The alphabet of crypt(5), so that it can stand in any file.
        let isHash =
            hash.count <= mostBytes && hash.prefix(3).spells("$y$")
            && hash.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
        return isHash && sector.elementsEqual(self.sector(of: hash)) ? hash : nil
    }
}
