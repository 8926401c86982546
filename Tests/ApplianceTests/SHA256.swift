/// SHA-256 of FIPS 180-4, for the test alone: short, not fast.
enum SHA256 {
    static func hash(_ message: [UInt8]) -> [UInt8] {
        var state = primes(8).map { fraction(of: Double($0).squareRoot()) }
        let keys = primes(64).map { cubeRootFraction(of: $0) }
        var bytes = message + [0x80]
        while bytes.count % 64 != 56 { bytes.append(0) }
        let bits = UInt64(message.count) * 8
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
        for block in stride(from: 0, to: bytes.count, by: 64) { compress(bytes[block..<(block + 64)], keys, &state) }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }

    private static func compress(_ block: ArraySlice<UInt8>, _ keys: [UInt32], _ state: inout [UInt32]) {
        var words = (0..<16).map { word in
            block.dropFirst(4 * word).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let early = words[index - 15]
            let late = words[index - 2]
            words.append(
                words[index - 16] &+ words[index - 7] &+ (turn(early, 7) ^ turn(early, 18) ^ early >> 3)
                    &+ (turn(late, 17) ^ turn(late, 19) ^ late >> 10))
        }
        var v = state
        for index in 0..<64 {
            let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
            let first =
                v[7] &+ (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) &+ choice &+ keys[index] &+ words[index]
            let second = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) &+ majority
            v = [first &+ second, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
        }
        state = zip(state, v).map { $0 &+ $1 }
    }

    private static func turn(_ word: UInt32, _ bits: UInt32) -> UInt32 { word >> bits | word << (32 - bits) }

    private static func primes(_ count: Int) -> [Int] {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < count {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }

    /// The first 32 bits behind the point.
    private static func fraction(of root: Double) -> UInt32 {
        UInt32((root - root.rounded(.down)) * 4_294_967_296)
    }

    /// The same of a cube root, by whole numbers: the largest whose cube is no more than the prime's, shifted by 96.
    private static func cubeRootFraction(of prime: Int) -> UInt32 {
        var low: UInt64 = 0
        var high: UInt64 = 8 << 32
        let target = UInt128(prime) << 96
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if UInt128(middle) * UInt128(middle) * UInt128(middle) <= target { low = middle } else { high = middle }
        }
        return UInt32(truncatingIfNeeded: low)
    }
}
