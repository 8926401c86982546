/// SipHash-2-4 (Aumasson and Bernstein, 2012): 64 bits of a text that nobody can guess who does not know the key.
struct KeyedHash {
    private let key: (UInt64, UInt64)

    /// - Parameter key: 16 random bytes, little-endian.
    init(key: [UInt8]) {
        precondition(key.count == 16)
        self.key = (Self.word(key[..<8]), Self.word(key[8...]))
    }

    /// The hash of a text.
    func callAsFunction(_ text: [UInt8]) -> UInt64 {
        var state = State(key)
        var rest = text[...]
        while rest.count >= 8 {
            state.take(Self.word(rest.prefix(8)))
            rest = rest.dropFirst(8)
        }
        state.take(Self.word(rest) | UInt64(truncatingIfNeeded: text.count) << 56)
        return state.finish()
    }

    /// Up to eight bytes, the first one the lowest.
    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private struct State {
        var v0, v1, v2, v3: UInt64

        init(_ key: (UInt64, UInt64)) {
            v0 = key.0 ^ 0x736f_6d65_7073_6575
            v1 = key.1 ^ 0x646f_7261_6e64_6f6d
            v2 = key.0 ^ 0x6c79_6765_6e65_7261
            v3 = key.1 ^ 0x7465_6462_7974_6573
        }

        mutating func take(_ word: UInt64) {
            v3 ^= word
            for _ in 0..<2 { round() }
            v0 ^= word
        }

        mutating func finish() -> UInt64 {
            v2 ^= 0xFF
            for _ in 0..<4 { round() }
            return v0 ^ v1 ^ v2 ^ v3
        }

        private mutating func round() {
            v0 &+= v1
            v1 = v1.rotated(by: 13) ^ v0
            v0 = v0.rotated(by: 32)
            v2 &+= v3
            v3 = v3.rotated(by: 16) ^ v2
            v0 &+= v3
            v3 = v3.rotated(by: 21) ^ v0
            v2 &+= v1
            v1 = v1.rotated(by: 17) ^ v2
            v2 = v2.rotated(by: 32)
        }
    }
}

extension UInt64 {
    /// Turned to the left.
    fileprivate func rotated(by bits: UInt64) -> UInt64 { self << bits | self >> (64 - bits) }
}
