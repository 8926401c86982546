import Testing

@testable import Appliance

@Suite("A password's way from martlet.txt to where it is kept")
struct CardPasswordTests {
    /// What a box does with what martlet.txt says and what is stored.
    @Test(
        arguments: [
            ("# nothing", CardRun.fresh, Card.Access.open), ("# nothing", CardRun.guarded, .hash(CardRun.hash)),
            ("# nothing", nil, .nobody), ("# nothing", [1] + CardRun.fresh, .nobody),
            ("password =", CardRun.guarded, .hash(CardRun.hash)),
            ("password = none", CardRun.fresh, .open), ("password = none", CardRun.guarded, .open),
            ("password = none", nil, .open), ("password = none", [1] + CardRun.fresh, .open),
            ("password = secret12", CardRun.fresh, .password(Array("secret12".utf8))),
            ("password = secret12", CardRun.guarded, .password(Array("secret12".utf8))),
            ("password = secret12", nil, .password(Array("secret12".utf8))),
            ("password = #", CardRun.fresh, .nobody), ("password = #", CardRun.guarded, .hash(CardRun.hash)),
            ("password = \u{7}", CardRun.fresh, .nobody), ("password secret12", CardRun.fresh, .nobody),
            ("password: secret12", CardRun.guarded, .hash(CardRun.hash)), ("password secret12", nil, .nobody),
            ("password = secret12\npassword = none", CardRun.guarded, .open),
            ("password = none\npassword = secret12", CardRun.fresh, .password(Array("secret12".utf8))),
            ("password = secret12\npassword =\npassword x", CardRun.fresh, .password(Array("secret12".utf8))),
            ("pasword = secret12", CardRun.fresh, .nobody), ("passwort = secret12", CardRun.fresh, .nobody),
            ("pasword = secret12", CardRun.guarded, .hash(CardRun.hash)), ("sise = 1", CardRun.fresh, .open),
            ("# nothing", Array(CardRun.fresh.prefix(1023)), .nobody),
            ("# nothing", Array(CardRun.guarded.prefix(1024)), .hash(CardRun.hash)),
        ] as [(String, [UInt8]?, Card.Access)])
    func access(_ text: String, _ passwords: [UInt8]?, _ access: Card.Access) throws {
        let run = CardRun(text, passwords: passwords)
        #expect(run.card.access == access)
        #expect(try run.settings().isOpen == (access == .open))
        #expect((run.file("password") == nil) == (access == .open))
        let closed = run.problems.filter { $0.contains("so nobody may watch: it takes a new password, or none") }
        #expect(closed.count == (access == .nobody ? 1 : 0), "\(run.problems)")
        if access == .nobody { #expect(run.file("password") == "$y$*\n") }
    }

    @Test func whatIsStored() {
        let (hash, other) = (CardRun.hash, CardRun.otherHash)
        let (zeros, rest) = ([UInt8](repeating: 0, count: 512), [UInt8](repeating: 0, count: 3072))
        let sector = StoredHash.sector(of: hash)
        #expect(sector.count == 512)
        #expect(StoredHash(zeros + zeros + rest) == .empty)
        #expect(StoredHash(sector + sector + rest) == .hash(hash))
        #expect(StoredHash(sector + zeros + rest) == .hash(hash))
        #expect(StoredHash(zeros + sector + rest) == .hash(hash))
        #expect(StoredHash(sector + StoredHash.sector(of: other) + rest) == .hash(hash))
        #expect(StoredHash(Array((sector + sector).dropLast())) == nil)
        for place in [0, 3, 72, 73, 74, 100, 147, 148, 511] {
            var torn = sector
            torn[place] ^= 1
            #expect(StoredHash(torn + zeros + rest) == .damaged, "\(place)")
            #expect(StoredHash(torn + StoredHash.sector(of: other) + rest) == .hash(other), "\(place)")
        }
        for text in ["$6$x", "plain", "$y$a b", "$y$#", "$y$\u{7F}", String(repeating: "$y$aa", count: 41)] {
            #expect(StoredHash(StoredHash.sector(of: Array(text.utf8)) + zeros + rest) == .damaged, "\(text)")
        }
    }

    /// The two files of a card.
    private struct Files: Equatable {
        var settings: [UInt8]
        var passwords: [UInt8]

        func after(_ write: CardWrite, bytes: Int? = nil) -> Files {
            var files = self
            for (index, byte) in write.bytes.prefix(bytes ?? write.bytes.count).enumerated() {
                if write.target == .settings {
                    files.settings[write.offset + index] = byte
                } else {
                    files.passwords[write.offset + index] = byte
                }
            }
            return files
        }

        /// Who is let in after a start from these files; a new password's hash is one and the same here.
        var access: Card.Access {
            let access = CardRun(settings, passwords: passwords).card.access
            return access == .password(Array("secret12".utf8)) ? .hash(CardRun.hash) : access
        }

        var writes: [CardWrite] { CardRun(settings, passwords: passwords).writes }
    }

    private static let other =
        StoredHash.sector(of: CardRun.otherHash) + StoredHash.sector(of: CardRun.otherHash)
        + CardRun.fresh.dropFirst(1024)
    /// Before, what is stored then, who is let in before, and afterwards.
    private static let moves: [(String, [UInt8], Card.Access, Card.Access)] = [
        ("# a\npassword = secret12\nlog = card\n", CardRun.fresh, .open, .hash(CardRun.hash)),
        ("password = \"secret12\"\r\n", other, .hash(CardRun.otherHash), .hash(CardRun.hash)),
        ("password=first one\npassword=secret12\n", other, .hash(CardRun.otherHash), .hash(CardRun.hash)),
        ("password=secret12", CardRun.fresh, .open, .hash(CardRun.hash)),
        ("password=first one\npassword=none\npassword=secret12", CardRun.fresh, .open, .hash(CardRun.hash)),
        ("password=none\npassword=secret12", other, .hash(CardRun.otherHash), .hash(CardRun.hash)),
        ("password = none\n", other, .hash(CardRun.otherHash), .open),
        ("password = first one\npassword = none\n", other, .hash(CardRun.otherHash), .open),
        ("password = none\n", [1] + CardRun.fresh.dropFirst(), .nobody, .open),
    ]

    /// The power goes in the middle of any write, and between any two: the next start has the old password or the new.
    @Test(arguments: moves)
    func everyLossOfPower(_ text: String, _ passwords: [UInt8], _ old: Card.Access, _ new: Card.Access) {
        var files = Files(settings: Array(text.utf8), passwords: passwords)
        let writes = files.writes
        #expect(!writes.isEmpty)
        // The old password or the new: never any other, and never none when there was to be one.
        for write in writes {
            for bytes in 0...write.bytes.count {
                let torn = files.after(write, bytes: bytes)
                #expect(torn.access == new || torn.access == old, "\(write) \(bytes)")
                #expect(torn.settings.count == files.settings.count && torn.passwords.count == files.passwords.count)
                // What the next start writes ends in the same state as if nothing had happened.
                var repaired = torn
                for next in torn.writes { repaired = repaired.after(next) }
                #expect(repaired.access == new)
                #expect(repaired.writes == [])
                #expect(!String(decoding: repaired.settings, as: UTF8.self).contains("cret"), "\(write) \(bytes)")
            }
            files = files.after(write)
        }
        #expect(files.access == new)
        #expect(files.writes == [])
        #expect(files.settings.count == text.utf8.count)
        let kept = String(decoding: files.settings, as: UTF8.self)
        #expect(!kept.contains("secret") && !kept.contains("first"))
        #expect(kept.contains("none") == (new == .open))
    }

    @Test func whereTheBlanksGo() {
        let run = CardRun("\u{FEFF}# a\r\npassword = \"secret12\" \r\nlog = card")
        let settings = run.writes.filter { $0.target == .settings }
        #expect(settings.map(\.offset) == [19, 20, 19])
        #expect(settings.map(\.bytes) == [[1], [UInt8](repeating: 32, count: 9), [32]])
        #expect(run.writes.filter { $0.target == .passwords }.map(\.offset) == [0, 512])
        #expect(run.file("write-card") == "on\n")
    }

    @Test func aPasswordOfOneByte() {
        let run = CardRun("password=x")
        #expect(run.writes.filter { $0.target == .settings } == CardRun("password=x").writes.suffix(1))
        #expect(run.writes.last?.bytes == [32] && run.writes.last?.offset == 9)
    }

    /// What cannot be kept elsewhere is not taken away.
    @Test(
        arguments: [
            ("password = secret12", nil), ("password = #secret12", CardRun.fresh), ("password secret12", CardRun.fresh),
            ("password =", CardRun.guarded), ("password = none", CardRun.fresh), ("password = none", nil),
            ("# nothing", CardRun.guarded), ("password = \u{7}secret", CardRun.guarded),
        ] as [(String, [UInt8]?)])
    func nothingIsWritten(_ text: String, _ passwords: [UInt8]?) {
        let run = CardRun(text, passwords: passwords)
        #expect(run.writes == [])
        #expect(run.file("write-card") == nil)
    }

    @Test func aPasswordThatCannotBeHashed() {
        #expect(CardRun("password = secret12").card.accessWithoutHashing == .nobody)
        #expect(
            CardRun("password = secret12", passwords: CardRun.guarded).card.accessWithoutHashing == .hash(CardRun.hash))
        #expect(CardRun("password = secret12").card.writes(hash: nil) == [])
    }
}
