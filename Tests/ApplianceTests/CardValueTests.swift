import Testing

@testable import Appliance

@Suite("What each setting of martlet.txt takes")
struct CardValueTests {
    private static let hexadecimal = String(repeating: "0123456789abcDEF", count: 4)
    private static let long = String(repeating: "a", count: 63)

    /// A line that is taken, and the file and the line in it that come of it; no line when the file is not to be there.
    struct Good: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let file: String
        let holds: String?

        init(_ line: String, _ file: String, _ holds: String?) {
            (testDescription, self.file, self.holds) = (line, file, holds)
        }
    }

    static let good = [
        Good("name = kitchen", "hostname", "kitchen"), Good("name = kitchen", "martlet.conf", "name = kitchen"),
        Good("name = Front-Door2", "hostname", "front-door2"),
        Good("name = Front-Door2", "martlet.conf", "name = Front-Door2"), Good("name = 7", "hostname", "7"),
        Good("name = \(long)", "hostname", long), Good("# nothing", "hostname", "martlet"),
        Good("wifi-name = n\nwifi-password = 12345678", "wpa_supplicant.conf", "\tssid=6e"),
        Good("wifi-name = n\nwifi-password = 12345678", "wpa_supplicant.conf", "\tpsk=\"12345678\""),
        Good("wifi-name = n\nwifi-password = 12345678", "wpa_supplicant.conf", "\tkey_mgmt=WPA-PSK"),
        Good("wifi-name = n\nwifi-password = \(long)", "wpa_supplicant.conf", "\tpsk=\"\(long)\""),
        Good("wifi-name = n\nwifi-password = \(hexadecimal)", "wpa_supplicant.conf", "\tpsk=\(hexadecimal)"),
        Good("wifi-name = n\nwifi-password = open", "wpa_supplicant.conf", "\tkey_mgmt=NONE"),
        Good("wifi-name = n\nwifi-password = Open", "wpa_supplicant.conf", "\tkey_mgmt=NONE"),
        Good("wifi-name = n\nwifi-password = ab cd # ef", "wpa_supplicant.conf", "\tpsk=\"ab cd # ef\""),
        Good("wifi-name = n\nwifi-password = a\"b\\c}d'e", "wpa_supplicant.conf", "\tpsk=\"a\"b\\c}d'e\""),
        Good("wifi-name = n\nwifi-password = '#1234567'", "wpa_supplicant.conf", "\tpsk=\"#1234567\""),
        Good("wifi-name = n\nwifi-password = \"  345678  \"", "wpa_supplicant.conf", "\tpsk=\"  345678  \""),
        Good("wifi-name = a\"b}\nwifi-password = open", "wpa_supplicant.conf", "\tssid=6122627d"),
        Good("wifi-name = Jo’s\nwifi-password = open", "wpa_supplicant.conf", "\tssid=4a6fe2809973"),
        Good("wifi-name = \"x \"\nwifi-password = open", "wpa_supplicant.conf", "\tssid=7820"),
        Good("wifi-name = \(long.prefix(32))\nwifi-password = open", "wpa_supplicant.conf", "\tscan_ssid=1"),
        Good("wifi-name = n\nwifi-password = open\nwifi-country = de", "wpa_supplicant.conf", "country=DE"),
        Good("wifi-country = ZW", "wpa_supplicant.conf", nil), Good("wifi-country = AD", "wpa_supplicant.conf", nil),
        Good("device = pattern", "martlet.conf", "device = pattern"),
        Good("device = usb-046d:0825-A", "martlet.conf", "device = usb-046d:0825-A"),
        Good("size = 640x480", "martlet.conf", "size = 640x480"), Good("size = 16X16", "martlet.conf", "size = 16x16"),
        Good("rate = 0.1", "martlet.conf", "rate = 0.1"), Good("rate = 240", "martlet.conf", "rate = 240"),
        Good("led = gpiochip0:17", "martlet.conf", "led = gpiochip0:17"),
        Good("led = none", "martlet.conf", "led = none"), Good("button = !GPIO27", "martlet.conf", "button = !GPIO27"),
        Good("timezone = Europe/Berlin", "timezone", "Europe/Berlin"), Good("# nothing", "timezone", nil),
        Good("timezone = Etc/GMT+5", "timezone", "Etc/GMT+5"),
        Good("timezone = America/Argentina/Buenos_Aires", "timezone", "America/Argentina/Buenos_Aires"),
        Good("watchdog = on", "watchdog", "/dev/watchdog"), Good("watchdog = OFF", "watchdog", nil),
        Good("# nothing", "watchdog", "/dev/watchdog"), Good("# nothing", "martlet.conf", "watchdog = /dev/watchdog"),
        Good("console = on", "console", "on"), Good("console = off", "console", nil),
        Good("# nothing", "console", nil), Good("log = card", "log-to-card", "on"),
        Good("log = RAM", "log-to-card", nil), Good("# nothing", "log-to-card", nil),
        Good("password = 12345678", "martlet.conf", "password-file = /run/martlet/password"),
        Good("password = 12345678", "password", String(decoding: CardRun.hash, as: UTF8.self)),
        Good("password = NONE", "martlet.conf", "open = on"), Good("password = none", "password", nil),
        Good("# nothing", "martlet.conf", "open = on"), Good("# nothing", "write-card", nil),
        Good("# nothing", "martlet.conf", "problems = /run/martlet/problems"),
        Good("# nothing", "martlet.conf", "device = camera"), Good("# nothing", "martlet.conf", "listen = [::]:80"),
        Good("# nothing", "martlet.conf", "listen = 0.0.0.0:80"),
    ]

    @Test(arguments: good)
    func isTaken(_ row: Good) throws {
        let run = CardRun(row.testDescription)
        #expect(run.problems == [])
        if let holds = row.holds {
            let lines = try #require(run.file(row.file)).split(separator: "\n")
            #expect(lines.contains { $0 == holds }, "\(lines)")
        } else {
            #expect(run.file(row.file) == nil)
        }
        _ = try run.settings()
    }

    /// A line that is not taken, and what is said of it.
    static let wrong = [
        ("name = Garden cam", "name = 'Garden cam'", "(try Garden-cam); using martlet"),
        ("name = garden.local", "name = 'garden.local'", "(try garden); using martlet"),
        ("name = -x", "name = '-x'", "(try x); using martlet"), ("name = x-", "name = 'x-'", "(try x); using martlet"),
        ("name = ---", "name = '---'", "no hyphen at an end; using martlet"),
        ("name = localhost", "name = 'localhost'", "; using martlet"),
        ("name = \"\"", "name = '\"\"'", "using martlet"),
        ("name = a\(long)", "name = 'aaa", "(try \(String(repeating: "a", count: 40))...); using martlet"),
        ("name = Küche", "name = 'Küche'", "(try K-che); using martlet"),
        ("wifi-name = a\(long.prefix(32))", "wifi-name = 'aaa", "(this has 33); using no WiFi"),
        ("wifi-name = \"\"", "wifi-name = '\"\"'", "(this has 0); using no WiFi"),
        ("wifi-password = 1234567", "wifi-password:", "(this has 7); using no WiFi"),
        ("wifi-password = g\(hexadecimal.dropFirst())", "wifi-password:", "(this has 64); using no WiFi"),
        ("wifi-password = 0\(hexadecimal)", "wifi-password:", "(this has 65); using no WiFi"),
        ("wifi-password = grüße und so", "wifi-password:", "(this has letters outside ASCII); using no WiFi"),
        ("wifi-password = it’s secret", "wifi-password:", "(this has a curved quote, maybe from an editor)"),
        ("wifi-password = #1234567", "wifi-password:", "(with a # first it takes quotes); using no WiFi"),
        ("wifi-password = \"a\"b#cdefgh\"", "wifi-password:", "(not both a quote and a #); using no WiFi"),
        ("wifi-country = D", "wifi-country = 'D'", "it takes two letters of a country, like DE or US; using"),
        ("wifi-country = DEU", "wifi-country = 'DEU'", "; using the channels of every country"),
        ("wifi-country = 00", "wifi-country = '00'", "; using the channels of every country"),
        ("wifi-country = EA", "wifi-country = 'EA'", "; using the channels of every country"),
        ("wifi-country = UK", "wifi-country = 'UK'", "(Britain is GB); using the channels of every country"),
        (
            "password = #secret12", "password:",
            "(with a # first it takes quotes); using the password that was set before"
        ),
        ("password = \"\"", "password:", "it takes up to 128 bytes of text, or none (this has 0); using the password"),
        ("password = a\(long)\(long)aa", "password:", "(this has 129); using the password that was set before"),
        ("device = my camera", "device = 'my camera'", "; using camera"),
        ("size = big", "size = 'big'", "it takes a size from 16x16 to 8192x8192, like 1280x720; using 1280x720"),
        ("size = 15x16", "size = '15x16'", "; using 1280x720"),
        ("size = 8193x16", "size = '8193x16'", "; using 1280x720"),
        ("size = 640 x 480", "size = '640 x 480'", "; using 1280x720"),
        ("rate = 0", "rate = '0'", "it takes frames a second from 0.1 to 240; using 30"),
        ("rate = 240.001", "rate = '240.001'", "; using 30"), ("rate = 12,5", "rate = '12,5'", "; using 30"),
        ("led = gpiochip0:1024", "led = 'gpiochip0:1024'", "; using none"),
        ("button = !!GPIO1", "button = '!!GPIO1'", "; using none"),
        ("led = GPIO1#2", "led = 'GPIO1#2'", "(none has a #); using none"),
        ("timezone = /etc/passwd", "timezone = '/etc/passwd'", "like Europe/Berlin; using UTC"),
        ("timezone = ../shadow", "timezone = '../shadow'", "; using UTC"),
        ("timezone = A/../B", "timezone = 'A/../B'", "; using UTC"),
        ("timezone = A//B", "timezone = 'A//B'", "; using UTC"),
        ("timezone = A/B/C/D", "timezone = 'A/B/C/D'", "; using UTC"),
        ("timezone = New York", "timezone = 'New York'", "; using UTC"),
        ("timezone = -x", "timezone = '-x'", "; using UTC"),
        ("timezone = aa\(long)", "timezone = 'aaa", "; using UTC"),
        ("watchdog = yes", "watchdog = 'yes'", "it takes on or off; using on"),
        ("console = 1", "console = '1'", "it takes off or on; using off"),
        ("log = disk", "log = 'disk'", "it takes ram or card; using ram"),
    ]

    @Test(arguments: wrong)
    func isTold(_ line: String, _ subject: String, _ end: String) throws {
        let run = CardRun(
            "# first\r\n\(line)\r\n\(line.hasPrefix("log") ? "#" : "log = card")\r\n", passwords: CardRun.guarded)
        // A second line tells of what is missing beside a name of a network alone.
        let told = try #require(
            run.problems.first { $0.hasPrefix("martlet.txt line 2: \(subject)") }, "\(run.problems)")
        #expect(told.contains(end))
        #expect(told.contains("it takes ") && told.contains("; using "))
        #expect(run.file("log-to-card") != nil || line.hasPrefix("log"), "the other lines hold")
        #expect(run.file("wpa_supplicant.conf") == nil)
        _ = try run.settings()
    }

    @Test func everySettingIsTested() {
        for setting in CardSetting.table {
            #expect(Self.good.contains { $0.testDescription.contains("\(setting.key) = ") }, "\(setting.key)")
            #expect(Self.wrong.contains { $0.0.hasPrefix("\(setting.key) = ") }, "\(setting.key)")
            #expect(setting.help.hasSuffix(".") && !setting.takes.hasSuffix(".") && !setting.initial.isEmpty)
        }
        #expect(Set(CardSetting.table.map(\.key)).count == CardSetting.table.count)
    }

    @Test(arguments: ["wifi-password = 1234567", "password = \"\"", "wifi-password = #geheim", "wifi-password geheim7"])
    func secretsAreNotShown(_ line: String) {
        for problem in CardRun(line).problems { #expect(!problem.contains("1234567") && !problem.contains("geheim")) }
    }

    @Test func longPasswordsAreTakenToTheLastByte() {
        let password = String(repeating: "ü", count: 64)
        #expect(CardRun("password = \(password)").card.access == .password(Array(password.utf8)))
        #expect(CardRun("password = \(password)").problems == [])
    }

    @Test(arguments: [
        ("password = 1234567", "it has fewer than 8 bytes and is soon guessed; it is used all the same"),
        ("password = it’s a secret", "it has a curved quote, maybe from an editor; it is used all the same"),
    ])
    func takenAndTold(_ line: String, _ remark: String) {
        let run = CardRun(line)
        #expect(run.problems == ["martlet.txt line 1: password: \(remark)"])
        #expect(run.card.access == .password(Array(line.dropFirst(11).utf8)))
    }

    @Test(arguments: [
        ("secret 12", "secret 12"), ("'secret12'", "secret12"), ("\"secret12\"", "secret12"),
        ("“secret12”", "secret12"), ("„secret12“", "secret12"), ("‘secret12’", "secret12"), ("\"none\"", "none"),
        ("\"secret12", "\"secret12"), ("secret12'", "secret12'"), ("\"secret12'", "\"secret12'"),
        ("\"\"secret12\"\"", "\"secret12\""), ("\"#secret1\"", "#secret1"), ("$y$secret", "$y$secret"),
        ("a = b = c", "a = b = c"),
    ])
    func passwords(_ text: String, _ password: String) {
        #expect(CardRun("password=\(text)").card.access == .password(Array(password.utf8)))
        #expect(CardRun("password \t= \t\(text) \t\r\n").card.access == .password(Array(password.utf8)))
    }
}
