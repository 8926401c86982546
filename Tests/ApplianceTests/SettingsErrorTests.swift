import Testing

@testable import Appliance

@Suite("Settings that are refused, in one line each")
struct SettingsErrorTests {
    @Test(arguments: SettingValue.all)
    func valueOfAFlag(_ row: SettingValue) {
        for wrong in row.wrong {
            let shown = wrong.replacing("\u{7F}", with: "?")
            let line = "--\(row.key) '\(shown)': it takes \(row.takes)"
            // A switch takes a value behind an equals sign alone.
            if row.key != "open" { #expect(Settings.complaint(["--" + row.key, wrong]) == line) }
            #expect(Settings.complaint(["--quality", "7", "--\(row.key)=\(wrong)"]) == line)
        }
    }

    @Test(arguments: SettingValue.all)
    func valueInAFile(_ row: SettingValue) {
        for wrong in row.wrong where wrong == wrong.trimmingBlanks {
            let shown = wrong.replacing("\u{7F}", with: "?")
            let line = "etc/m.conf:3: \(row.key) = '\(shown)': it takes \(row.takes)"
            let file = "# first\nquality = 7\n\(row.key) = \(wrong)\nno such line"
            #expect(Settings.complaint(["--config", "etc/m.conf"], file: file) == line)
        }
    }

    @Test(arguments: SettingValue.all.filter { $0.key != "open" })
    func valueThatIsMissing(_ row: SettingValue) {
        let line = "--\(row.key): a value is missing; it takes \(row.takes)"
        #expect(Settings.complaint(["--" + row.key]) == line)
        #expect(Settings.complaint(["--quality", "7", "--" + row.key]) == line)
    }

    @Test(arguments: [
        (["--config"], "--config: a value is missing; it takes a file's path"),
        (["--colour", "red"], "--colour: no such setting; `martlet --help` lists them"),
        (["--colour=red"], "--colour=red: no such setting; `martlet --help` lists them"),
        (["--Size", "1x1"], "--Size: no such setting; `martlet --help` lists them"),
        (["--"], "--: no such setting; `martlet --help` lists them"),
        (["--help=yes"], "--help=yes: no such setting; `martlet --help` lists them"),
        (["-d", "x"], "-d: not known; the commands are probe, hash-password, --help and --version"),
        (["serve"], "serve: not known; the commands are probe, hash-password, --help and --version"),
        (["probe", "all"], "all: not known; the commands are probe, hash-password, --help and --version"),
        (["--size", "--rate", "30"], "30: not known; the commands are probe, hash-password, --help and --version"),
        (["two\nlines"], "two?lines: not known; the commands are probe, hash-password, --help and --version"),
        (["--quality", "1\r\n2"], "--quality '1??2': it takes a whole number from 1 to 100"),
    ])
    func flag(_ arguments: [String], _ line: String) {
        #expect(Settings.complaint(arguments) == line)
    }

    @Test(arguments: [
        ("quality", "m.conf:1: 'quality' is not of the form: key = value"),
        ("\n\nquality 80\n", "m.conf:3: 'quality 80' is not of the form: key = value"),
        ("=80", "m.conf:1: '' is no setting; `martlet --help` lists them"),
        ("colour = red", "m.conf:1: 'colour' is no setting; `martlet --help` lists them"),
        ("--quality = 80", "m.conf:1: '--quality' is no setting; `martlet --help` lists them"),
        ("config = other", "m.conf:1: 'config' is no setting; `martlet --help` lists them"),
        ("Quality = 80", "m.conf:1: 'Quality' is no setting; `martlet --help` lists them"),
        ("[camera]\nquality = 80", "m.conf:1: '[camera]' is not of the form: key = value"),
        ("quality =", "m.conf:1: quality = '': it takes a whole number from 1 to 100"),
        ("quality = # none", "m.conf:1: quality = '': it takes a whole number from 1 to 100"),
        ("quality = \u{1B}[31m", "m.conf:1: quality = '?[31m': it takes a whole number from 1 to 100"),
        ("\u{FEFF}quality = 80", "m.conf:1: '\u{FEFF}quality' is no setting; `martlet --help` lists them"),
    ])
    func line(_ file: String, _ line: String) {
        #expect(Settings.complaint(["--config", "m.conf"], file: file) == line)
    }

    @Test func fileThatCannotBeRead() {
        let error = SettingsError(file: Array("/etc/m.conf".utf8), problem: "no such file")
        #expect(error.line == "/etc/m.conf: cannot be read: no such file")
    }

    @Test func bytesThatAreNoTextAreShownSomehow() {
        do throws(SettingsError) {
            _ = try CommandLineRequest([[0xFF, 0xFE]])
            Issue.record("it was taken")
        } catch {
            #expect(error.line.hasSuffix(": not known; the commands are probe, hash-password, --help and --version"))
        }
    }

    @Test func theFirstWrongLineIsTold() {
        let file = "quality = 0\nsize = 0\n"
        #expect(Settings.complaint(["--config", "m", "--size", "0"], file: file).hasPrefix("m:1: quality = "))
    }
}

extension String {
    /// The text without spaces at its ends, as a file's value is read.
    fileprivate var trimmingBlanks: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
