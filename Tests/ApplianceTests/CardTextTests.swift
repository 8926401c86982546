import Testing

@testable import Appliance

@Suite("Whatever is in martlet.txt")
struct CardTextTests {
    private static func utf16(_ text: String, mark: [UInt8], isBig: Bool) -> [UInt8] {
        mark
            + text.utf16.flatMap { unit in
                isBig ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            }
    }

    @Test(arguments: [
        "name = kitchen\nlog = card\n", "name = kitchen\r\nlog = card\r\n", "name = kitchen\rlog = card\r",
        "name = kitchen\nlog = card", "\u{FEFF}name = kitchen\r\nlog = card", "NAME = kitchen\nLog=card",
        "\t name\t=\tkitchen \n\n\n   # why\n#\n log = card", "name = x\nname = kitchen\nlog = card",
        "name =\nlog =\nname = kitchen\nlog = card\nname =\n", "name = \"kitchen\"\nlog = 'card'",
        "name = “kitchen”\nlog = ‘card’", "log = card\nlog = # ram\nname = kitchen", "name = kitchen\n\r\rlog = card",
    ])
    func endsOfLinesAndSpaces(_ text: String) {
        let run = CardRun(text)
        #expect(run.file("hostname") == "kitchen\n")
        #expect(run.file("log-to-card") == "on\n")
    }

    @Test(arguments: ["wifi-name", "WIFI-NAME", "wifi_name", "WiFi Name", "Wifi-name"])
    func spellingsOfAKey(_ key: String) {
        let run = CardRun("\(key) = n\nwifi-password = open")
        #expect(run.file("wpa_supplicant.conf")?.contains("ssid=6e\n") == true)
        #expect(run.problems == [])
    }

    @Test(arguments: [
        ("sise = 640x480", "line 1: sise is no setting (is it size?); the line is not used"),
        ("rotton = x", "line 1: rotton is no setting (is it button?); the line is not used"),
        ("Wifiname = x", "line 1: Wifiname is no setting (is it wifi-name?); the line is not used"),
        (
            "colour = red",
            "line 1: colour is no setting, they are name wifi-name wifi-password wifi-country password device size rate "
                + "led button timezone watchdog console log; the line is not used"
        ),
        ("= x", "line 1: this is no setting, they are name "),
        ("a b c d = x", "line 1: this is no setting, they are name "),
        ("\u{1B}[31m = x", "line 1: this is no setting, "),
        ("aaaaaaaaaabbbbbbbbbbc = x", "line 1: this is no setting, "),
        ("kitchen", "line 1: this is not of the form key = value; the line is not used"),
        ("[wifi]", "line 1: this is not of the form key = value; the line is not used"),
        ("size 640x480", "line 1: there is no = behind size, it takes size = VALUE; the line is not used"),
        ("Size: 640x480", "line 1: there is no = behind size, it takes size = VALUE; the line is not used"),
        ("size = 1x1\n\nsize=640x480", "line 1: size is set again in line 3, which holds"),
        (
            "wifi-name = a\nname=b",
            "line 1: wifi-name is set and wifi-password is not: it takes both, open if the "
                + "network asks for none; using no WiFi"
        ),
        (
            "name=b\rwifi-password = 12345678",
            "line 2: wifi-password is set and wifi-name is not: it takes both; using "
                + "no WiFi"
        ),
        ("name = a\u{0}b", "line 1: name = 'a?b': it takes letters"), ("name = a\u{85}b", "line 1: name = 'a??b': it "),
        ("wifi-name = a\u{7}b", "(this has a control character); using no WiFi"),
    ])
    func isTold(_ text: String, _ line: String) {
        let problems = CardRun(text).problems
        #expect(problems.count == 1)
        #expect(problems[0].hasPrefix("martlet.txt \(line)") || problems[0].hasSuffix(line), "\(problems)")
    }

    @Test(arguments: [
        [UInt8](), [0xEF, 0xBB, 0xBF], Array(" \r\n\t\n".utf8), [UInt8](repeating: 0, count: 512),
    ])
    func nothingIsThere(_ content: [UInt8]) throws {
        let run = CardRun(content)
        #expect(run.problems == ["martlet.txt: is empty; everything is as in a fresh image"])
        #expect(try run.settings().isOpen)
    }

    @Test func fileIsMissing() throws {
        let run = CardRun(nil)
        #expect(
            run.problems == ["martlet.txt: cannot be read: No such file or directory; all is as in a fresh image"])
        #expect(try run.settings().isOpen)
        #expect(try CardRun(nil, passwords: CardRun.guarded).settings().isOpen == false)
    }

    @Test(arguments: [
        utf16("name = kitchen\r\n", mark: [0xFF, 0xFE], isBig: false),
        utf16("name = kitchen\r\n", mark: [0xFE, 0xFF], isBig: true), utf16("name = x", mark: [], isBig: false),
        utf16("name = x", mark: [], isBig: true), [0xFF, 0xFE],
    ])
    func utf16IsNamed(_ content: [UInt8]) throws {
        let run = CardRun(content)
        #expect(run.problems == ["martlet.txt: is saved as UTF-16: save it as UTF-8; nothing of it is used"])
        #expect(run.file("hostname") == "martlet\n")
        #expect(try run.settings().isOpen)
    }

    /// Who wanted a password is not left without one, because the editor was a wrong one.
    @Test(arguments: [false, true])
    func aPasswordInUTF16ClosesTheBox(_ isBig: Bool) {
        let text = Self.utf16("name = x\r\npassword = secret12\r\n", mark: [], isBig: isBig)
        #expect(CardRun(text).card.access == .nobody)
        #expect(CardRun(text, passwords: CardRun.guarded).card.access == .hash(CardRun.hash))
        #expect(CardRun(Self.utf16("password = none\r\n", mark: [], isBig: isBig)).card.access == .open)
    }

    @Test func badUTF8IsOneLinesMistake() {
        let run = CardRun(
            Array("name = K".utf8) + [0xFC] + Array("che\nwifi-name = ".utf8) + [0xC0, 0xAF]
                + Array("\nlog = card\n# ".utf8) + [0xFF, 0x0A])
        #expect(run.problems.count == 2)
        #expect(run.problems[0].contains("line 1: name = 'K?che': it takes letters"))
        #expect(run.problems.allSatisfy { $0.contains("(this is not UTF-8, save the file as UTF-8); using ") })
        #expect(run.file("log-to-card") == "on\n")
    }

    @Test func onlyTheFirst64KiBAreLookedAt() {
        let comment = Array(String(repeating: "# 0123456789abc\n", count: 4095).utf8)
        let last = Array("name = kitchen\n".utf8)
        // One byte is left, and the next line begins behind it.
        let full = comment + Array("\n".utf8) + last
        #expect(full.count == 65_536)
        #expect(CardRun(full).problems == [])
        #expect(CardRun(full).file("hostname") == "kitchen\n")
        for more in ["\n", "log = card\n"] {
            let run = CardRun(full + Array(more.utf8))
            #expect(run.problems == ["martlet.txt: is too long: only its first 65536 bytes are used"])
            #expect(run.file("hostname") == "kitchen\n")
            #expect(run.file("log-to-card") == nil)
        }
        // A line that is cut off could mean anything.
        let cut = CardRun(comment + Array("\n\nname = kitchens\n".utf8))
        #expect(cut.file("hostname") == "martlet\n")
        #expect(CardRun(comment + last.dropLast()).file("hostname") == "kitchen\n")
    }

    @Test(arguments: [(19, nil), (20, nil), (21, 1), (22, 2), (5000, 4980)] as [(Int, Int?)])
    func twentyProblemsAreTold(_ count: Int, _ more: Int?) {
        let run = CardRun(String(repeating: "x\n", count: count - 1) + "size = 1\n")
        #expect(run.problems.count == min(count, 20) + (more == nil ? 0 : 1))
        #expect(run.problems[18].hasPrefix("martlet.txt line 19: "))
        if let more { #expect(run.problems.last == "and \(more) more mistakes") }
    }

    @Test func problemsAreToldInTheOrderOfTheirLines() {
        let run = CardRun("size = 1\nx\nwifi-name = a\nrate = 0\nx\nname = -\n", board: "x\n\nled = gpiochip0:9999\n")
        let lines = run.problems.map { $0.prefix { $0 != ":" } }
        #expect(
            lines == [1, 2, 3, 4, 5, 6].map { "martlet.txt line \($0)" } + ["board.conf line 1", "board.conf line 3"])
    }

    @Test func longValuesAreCutAtACharacter() {
        let run = CardRun("name = a" + String(repeating: "ü", count: 60))
        #expect(run.problems[0].contains("'a" + String(repeating: "ü", count: 19) + "...'"), "\(run.problems)")
    }
}
