import Testing

@testable import Appliance

@Suite("Settings that are taken")
struct SettingsTests {
    @Test func everySettingIsTested() {
        #expect(SettingValue.all.map(\.key) == Setting.table.map(\.key))
    }

    @Test(arguments: SettingValue.all.filter { $0.key != "open" })
    func fromAFlag(_ row: SettingValue) throws {
        #expect(try row.read(.read(["--" + row.key, row.value])) == row.expected)
    }

    @Test(arguments: SettingValue.all)
    func fromAFlagWithEquals(_ row: SettingValue) throws {
        #expect(try row.read(.read(["--\(row.key)=\(row.value)"])) == row.expected)
    }

    @Test(arguments: SettingValue.all)
    func fromAFile(_ row: SettingValue) throws {
        for line in [
            "\(row.key)=\(row.value)", "\(row.key) = \(row.value)\n", "\t \(row.key)\t=  \(row.value)\t # why\r\n",
        ] {
            #expect(try row.read(.read(["--config", "m.conf"], file: line)) == row.expected)
        }
    }

    @Test(arguments: SettingValue.all)
    func theCommandLineGoesOverTheFile(_ row: SettingValue) throws {
        let file = "\(row.key) = \(row.other)"
        #expect(try row.read(.read(["--\(row.key)=\(row.value)", "--config", "m.conf"], file: file)) == row.expected)
    }

    @Test(arguments: SettingValue.all.filter { $0.key != "listen" })
    func theLastOneHolds(_ row: SettingValue) throws {
        #expect(try row.read(.read(["--\(row.key)=\(row.other)", "--\(row.key)=\(row.value)"])) == row.expected)
        let file = "\(row.key) = \(row.other)\n\(row.key) = \(row.value)\n"
        #expect(try row.read(.read(["--config=m.conf"], file: file)) == row.expected)
    }

    @Test(arguments: Setting.table.map(\.key))
    func initialValueIsWhatHolds(_ key: String) throws {
        let row = try #require(SettingValue.all.first { $0.key == key })
        let setting = Setting.table[try #require(Setting.place(of: Array(key.utf8)))]
        #expect(try row.read(.read(["--\(key)=\(setting.initial)"])) == row.read(Settings()))
    }

    @Test func openNeedsNoValueOnTheCommandLine() throws {
        let settings = try Settings.read(["--open", "--rate", "5"])
        #expect(settings.isOpen && settings.rateThousandths == 5000)
        #expect(try Settings.read(["--open"]).isOpen)
        #expect(try !Settings.read(["--open=off"]).isOpen)
        #expect(throws: SettingsError.self) { try Settings.read(["--open", "on"]) }
        #expect(throws: SettingsError.self) { try Settings.read(["--config", "f"], file: "open\n") }
    }

    @Test func addressesAddUp() throws {
        let settings = try Settings.read(["--listen", "127.0.0.1:1", "--listen=[::1]:2"])
        #expect(settings.listen.map(\.port) == [1, 2])
        let file = "listen = 127.0.0.1:3\nlisten = 127.0.0.1:4\n"
        #expect(try Settings.read(["--config", "f"], file: file).listen.map(\.port) == [3, 4])
        let both = try Settings.read(["--listen", "127.0.0.1:1", "--config", "f"], file: file)
        #expect(both.listen.map(\.port) == [1], "those of the command line replace those of the file")
        #expect(try Settings.read([]).listen.map(\.port) == [8080])
    }

    @Test func filesWithNothingInThem() throws {
        for file in ["", "\n\n\r\n", "# all\n  # comments\n", "   ", "\t\r\n#"] {
            #expect(try Settings.read(["--config", "f"], file: file).quality == 80)
        }
    }

    @Test(arguments: [
        ("auto", DeviceChoice.auto), ("camera", .camera), ("pattern", .pattern),
        (
            "/dev/video0",
            .path(
                [47, 100, 101, 118]
                    + Array("/video0".utf8))
        ), ("/", .path([47])), ("usb-1:LAB", .identity(Array("usb-1:LAB".utf8))),
        ("Auto", .identity(Array("Auto".utf8))), ("/dev/a b", .path(Array("/dev/a b".utf8))),
    ])
    func devices(_ text: String, _ device: DeviceChoice) throws {
        #expect(try Settings.read(["--device", text]).device == device)
    }

    @Test(arguments: [
        ("0.1", 100), ("1", 1000), ("29.97", 29_970), ("59.940", 59_940), ("240", 240_000), ("030", 30_000),
    ])
    func rates(_ text: String, _ thousandths: Int) throws {
        #expect(try Settings.read(["--rate", text]).rateThousandths == thousandths)
    }

    @Test func identitiesMayHoldAnEqualsSign() throws {
        #expect(try Settings.read(["--device=usb=1"]).device == .identity(Array("usb=1".utf8)))
        #expect(try Settings.read(["--config=f"], file: "device = usb=1").device == .identity(Array("usb=1".utf8)))
    }
}
