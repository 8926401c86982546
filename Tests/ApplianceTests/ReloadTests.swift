import Testing

@testable import Appliance

@Suite("Settings that change while it runs")
struct ReloadTests {
    private func texts(_ arguments: [String] = [], file: String? = nil) throws -> SettingTexts {
        let words = (file == nil ? [] : ["--config", "m.conf"]) + arguments
        return try CommandLineRequest(words.map { Array($0.utf8) }).texts(file: file.map { Array($0.utf8) })
    }

    @Test func whatIsTheSameChangesNothing() throws {
        let old = try texts(["--quality", "7"], file: "size = 640x480\nled = GPIO17")
        let reload = Reload(from: old, to: old)
        #expect(reload.line == "settings read again: nothing has changed")
        #expect(!reload.reopensCamera)
    }

    @Test func whatCanChangeDoesAndTheRestIsNamed() throws {
        let old = try texts(file: "size = 640x480\nled = GPIO17\nquality = 50\nlisten = 127.0.0.1:1\nviewers = 3")
        let new = try texts(file: "size = 320x240\nled = GPIO18\nquality = 60\nlisten = 127.0.0.1:2\nbutton = A")
        let reload = Reload(from: old, to: new)
        #expect(
            reload.line
                == "settings read again; changed: size, quality, viewers; changed only by a restart: listen, led, button"
        )
        #expect(reload.reopensCamera)
        let settings = reload.texts.settings
        #expect(settings.size == PictureSize(width: 320, height: 240))
        #expect(settings.quality == 60)
        #expect(settings.viewers == 128, "what is no longer set is as it is at first")
        #expect(settings.led == LineChoice(Array("GPIO17".utf8)))
        #expect(settings.button == nil)
        #expect(settings.listen == old.settings.listen)
        let again = Reload(from: reload.texts, to: new)
        #expect(again.line == "settings read again; changed only by a restart: listen, led, button")
    }

    @Test func theCommandLineStaysOverTheFile() throws {
        let old = try texts(["--quality", "7"], file: "quality = 50")
        let new = try texts(["--quality", "7"], file: "quality = 60")
        #expect(Reload(from: old, to: new).texts.settings.quality == 7)
    }

    /// Each setting changes in the way that its line in the table says.
    @Test(arguments: SettingValue.all)
    func eachSetting(_ row: SettingValue) throws {
        let (old, new) = (try texts(["--\(row.key)=\(row.value)"]), try texts(["--\(row.key)=\(row.other)"]))
        let reload = Reload(from: old, to: new)
        let place = try #require(Setting.place(of: Array(row.key.utf8)))
        switch Setting.table[place].change {
        case .atOnce, .byReopening:
            #expect(row.read(reload.texts.settings) == row.read(new.settings))
            #expect(reload.line == "settings read again; changed: " + row.key)
        case .atNextStart:
            #expect(row.read(reload.texts.settings) == row.read(old.settings))
            #expect(reload.line == "settings read again; changed only by a restart: " + row.key)
        }
        let reopening = ["size", "rate", "format", "rotate"]
        #expect(reload.reopensCamera == reopening.contains(row.key))
        let atStart = [
            "device", "listen", "password-file", "open", "problems", "log-file", "led", "button", "watchdog",
            "watchdog-time", "remember", "picture-memory",
        ]
        if case .atNextStart = Setting.table[place].change {
            #expect(atStart.contains(row.key))
        } else {
            #expect(!atStart.contains(row.key))
        }
    }

    @Test func theFrameTimeoutChangesAtOnce() throws {
        let bench = Bench.streaming()
        bench.publish(SampleJPEG.picture(number: 1))
        #expect(bench.millisecondsToDeadline == 2000)
        var settings = Settings()
        settings.frameTimeout = .seconds(9)
        settings.viewers = 0
        bench.server.adopt(settings)
        #expect(bench.millisecondsToDeadline == 9000)
        #expect(bench.ask(request("GET", "/stream")).contains("503"))
    }
}
