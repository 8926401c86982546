import Testing

@testable import Appliance

@Suite("What a password file holds")
struct StoredPasswordTests {
    private static func read(_ content: String) throws(SettingsError) -> StoredPassword {
        try StoredPassword(Array(content.utf8), name: Array("/etc/p".utf8))
    }

    @Test(arguments: ["secret", "secret\n", "secret\r\n"])
    func plain(_ content: String) throws {
        #expect(try Self.read(content) == .plain(Array("secret".utf8)))
    }

    @Test(arguments: [" a b ", "#1", "$", "$x", "grüße"])
    func allOfTheLineIsThePassword(_ content: String) throws {
        #expect(try Self.read(content + "\n") == .plain(Array(content.utf8)))
    }

    @Test func hash() throws {
        #expect(try Self.read("$y$j9T$salt$hash\n") == .hash(Array("$y$j9T$salt$hash".utf8)))
    }

    @Test(arguments: [
        ("", "holds no password: write one into its first line"),
        ("\n", "holds no password: write one into its first line"),
        ("a\nb", "holds more than one line of text: it takes the password, or its hash, alone"),
        ("a\n\n", "holds more than one line of text: it takes the password, or its hash, alone"),
        ("a\0", "holds more than one line of text: it takes the password, or its hash, alone"),
        ("$6$salt$hash\n", "holds a hash that is not yescrypt's: `martlet hash-password` makes one"),
    ])
    func wrong(_ content: String, _ complaint: String) {
        let error = #expect(throws: SettingsError.self) { try Self.read(content) }
        #expect(error?.line == "/etc/p: " + complaint)
    }

    @Test func noLongerThanItMayBe() throws {
        let longest = String(repeating: "x", count: StoredPassword.passwordBytes)
        #expect(try Self.read(longest) == .plain(Array(longest.utf8)))
        let error = #expect(throws: SettingsError.self) { try Self.read(longest + "x") }
        #expect(error?.line == "/etc/p: holds more than 256 bytes: choose a shorter password")
    }
}
