/// One write into a file of the card, in place: synchronised before the next begins.
public struct CardWrite: Equatable, Sendable {
    /// The file that is written to.
    public enum Target: Sendable {
        /// martlet.password.
        case passwords
        /// martlet.txt.
        case settings
    }

    /// The file.
    public let target: Target
    /// Where in the file.
    public let offset: Int
    /// What is written there; never beyond the file's end.
    public let bytes: [UInt8]

    /// What moves a password, in an order in which a loss of power, at any moment, leaves the old password or the new.
    ///
    /// Where it stands in plain text it stays until its hash is safe. Then its first byte becomes a mark, in one write
    /// that is done or is not: from then on it is no password, however much of the rest is blanked already.
    ///
    /// - Parameters:
    ///   - hash: what is stored from now on, nil for no password; no value when what is stored stays.
    ///   - secrets: where passwords stand in plain text, the one that holds as the last.
    ///   - remnants: where one stands whose blanking was broken off.
    static func plan(storing hash: [UInt8]??, secrets: [Range<Int>], remnants: [Range<Int>]) -> [CardWrite] {
        var plan: [CardWrite] = []
        if let hash {
            for offset in StoredHash.sectors {
                plan.append(CardWrite(target: .passwords, offset: offset, bytes: StoredHash.sector(of: hash)))
            }
        }
        for (index, range) in (remnants + secrets).enumerated() {
            let start = range.lowerBound
            if range.count > 1 {
                if index >= remnants.count { plan.append(CardWrite(start, [CardReader.blankingMark])) }
                plan.append(CardWrite(start + 1, [UInt8](repeating: UInt8(ascii: " "), count: range.count - 1)))
            }
            plan.append(CardWrite(start, [UInt8(ascii: " ")]))
        }
        return plan
    }

    private init(target: Target, offset: Int, bytes: [UInt8]) {
        self.target = target
        self.offset = offset
        self.bytes = bytes
    }

    private init(_ offset: Int, _ bytes: [UInt8]) {
        self.init(target: .settings, offset: offset, bytes: bytes)
    }
}
