import Testing

@testable import Appliance

@Suite("Help and manual page")
struct ManualTests {
    private static let help = String(decoding: Manual.help, as: UTF8.self)
    private static let page = String(decoding: Manual.page, as: UTF8.self)

    @Test(arguments: Setting.table.map(\.key) + ["config"])
    func helpNames(_ key: String) {
        #expect(Self.help.contains("\n  --\(key) "))
    }

    @Test(arguments: Setting.table.map(\.key) + ["config"])
    func manualPageNames(_ key: String) {
        let roff = String(key.flatMap { $0 == "-" ? ["\\", "-"] : [$0] })
        #expect(Self.page.contains("\n.TP\n\\fB\\-\\-\(roff)\\fR\(key == "open" ? "\n" : " \\fI")"))
    }

    @Test func helpIsNarrowAndPlain() {
        let lines = Self.help.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.filter { $0.utf8.count > 80 } == [])
        #expect(lines.filter { $0.hasSuffix(" ") } == [])
        #expect(Self.help.hasSuffix("\n"))
        #expect(Self.help.utf8.allSatisfy { $0 == UInt8(ascii: "\n") || (0x20...0x7E).contains($0) })
    }

    @Test func helpNamesCommandsAndInitialValues() {
        for word in ["martlet probe ", "martlet hash-password ", "--help", "--version", "--manual", Version.text] {
            #expect(Self.help.contains(word))
        }
        for setting in Setting.table {
            let value = setting.value.isEmpty ? "" : " \(setting.value)"
            #expect(Self.help.contains("--\(setting.key)\(value) (\(setting.initial))\n"))
        }
    }

    @Test func manualPageIsRoff() {
        #expect(Self.page.hasPrefix(".TH MARTLET 1 "))
        for section in [
            "NAME", "SYNOPSIS", "DESCRIPTION", "SETTINGS", "LED AND BUTTON", "SIGNALS", "PASSWORD", "EXIT STATUS",
        ] {
            #expect(Self.page.contains("\n.SH \(section)\n"))
        }
        // A line that begins with a point or a quote is read as a request; a bare hyphen is not copied as one.
        let requests = ["TH", "SH", "TP", "PP", "B", "br"]
        for line in Self.page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(requests.contains { line == ".\($0)" || line.hasPrefix(".\($0) ") })
        }
        #expect(!Self.page.contains("--"))
    }

    @Test func everySettingSaysWhatItTakes() {
        for setting in Setting.table {
            #expect(setting.help.hasSuffix("."))
            #expect(!setting.takes.isEmpty && !setting.takes.hasSuffix("."))
            #expect(setting.key.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x61...0x7A).contains($0) })
        }
        #expect(Set(Setting.table.map(\.key)).count == Setting.table.count)
    }
}
