import Machine
import Testing

/// Hashes of passwords by the machine's own libcrypt.
@Suite struct PasswordHashTests {
    @Test func aHashMadeElsewhereMatches() throws {
        let hash = Array("$y$j9T$F5Jx5fExrKuPp53xLKQ..1$zwtVrjrUCmXcyLTs6oxLTQlzifSUkF8RHJ./tK5KU79".utf8)
        #expect(try PasswordHash.matches(Array("correct horse".utf8), hash: hash))
        #expect(try !PasswordHash.matches(Array("correct horse".utf8), hash: hash.dropLast() + Array("8".utf8)))
    }

    @Test func ofTheSamePasswordTwoDifferAndBothMatch() throws {
        let password = Array("grüße, \u{1F426}".utf8)
        let one = try PasswordHash.make(of: password)
        let other = try PasswordHash.make(of: password)
        #expect(one.starts(with: Array("$y$".utf8)))
        #expect(one != other)
        #expect(try PasswordHash.matches(password, hash: one))
        #expect(try PasswordHash.matches(password, hash: other))
    }

    @Test(arguments: ["", "Grüße", "grüß", "grüße "])
    func anotherPasswordDoesNotMatch(text: String) throws {
        let hash = try PasswordHash.make(of: Array("grüße".utf8))
        #expect(try !PasswordHash.matches(Array(text.utf8), hash: hash))
    }

    @Test(arguments: [1, 8, PasswordHash.passwordBytes])
    func everyLengthThatIsAllowedCounts(length: Int) throws {
        let password = [UInt8](repeating: 0xE4, count: length)
        let hash = try PasswordHash.make(of: password)
        #expect(try PasswordHash.matches(password, hash: hash))
        #expect(try !PasswordHash.matches(password.dropLast() + [0xE5], hash: hash))
    }

    @Test(arguments: [[], [0], Array("a\0b".utf8), [UInt8](repeating: 97, count: PasswordHash.passwordBytes + 1)])
    func whatIsNoPasswordIsNotHashedAndNeverMatches(password: [UInt8]) throws {
        let error = #expect(throws: Errno.self) { try PasswordHash.make(of: password) }
        #expect(error?.code == 22)
        let hash = try PasswordHash.make(of: Array("a".utf8))
        #expect(try !PasswordHash.matches(password, hash: hash))
    }

    @Test(arguments: ["", "*", "$6$salt$hash", "$y$", "$y$j9T$F5Jx5fExrKuPp53xLKQ..1", "plain", "$y$j9T$\0"])
    func whatIsNoHashIsNotTakenForOne(hash: String) {
        #expect(throws: Errno.self) {
            // Parameters and salt alone are a setting, not a hash: nothing may match it.
            guard try !PasswordHash.matches(Array("a".utf8), hash: Array(hash.utf8)) else { return }
            throw Errno(code: 22, call: "crypt")
        }
    }
}
