import Wire

extension Setting {
    /// Every setting.
    public static let table: [Setting] = [
        Setting(
            "device", "DEVICE",
            takes: "auto, camera, pattern, a device's path, or an identity that `martlet probe` prints",
            initial: "auto",
            help: "Where pictures come from: a device's path, and when that is gone, the camera that was there; a "
                + "camera's identity, wherever it is plugged in; `camera`, any camera, waited for; `pattern`, the test "
                + "pattern; `auto`, a camera if there is one at the start, else the pattern.", change: .atNextStart
        ) { settings, text in
            DeviceChoice(text).map { settings.device = $0 } != nil
        },
        Setting(
            "size", "WIDTHxHEIGHT", takes: "a size from 16x16 to 8192x8192, like 1280x720", initial: "1280x720",
            help: "The size of the picture; a camera that lacks it gives its nearest.", change: .byReopening
        ) { settings, text in
            settings.isFormatChosen = true
            return PictureSize(text).map { settings.size = $0 } != nil
        },
        Setting(
            "rate", "FPS", takes: "frames a second from 0.1 to 240", initial: "30",
            help: "Frames a second; of a faster camera's frames as many are taken.", change: .byReopening
        ) { settings, text in
            guard let rate = text.thousandths(limit: 240), (100...240_000).contains(rate) else { return false }
            settings.rateThousandths = rate
            settings.isFormatChosen = true
            return true
        },
        Setting(
            "format", "FORMAT", takes: "auto, mjpeg or raw", initial: "auto",
            help: "Which formats of a camera to use: `mjpeg`, its own JPEG; `raw`, encoded here; `auto`, the best.",
            change: .byReopening
        ) { settings, text in
            if text.spells("auto") {
                settings.format = .auto
            } else if text.spells("mjpeg") {
                settings.format = .mjpeg
            } else if text.spells("raw") {
                settings.format = .raw
            } else {
                return false
            }
            return true
        },
        number("quality", "N", 1...100, initial: "80", help: "The quality of pictures that are encoded here.") {
            $0.quality = $1
        },
        Setting(
            "rotate", "DEGREES", takes: "0, 90, 180 or 270", initial: "0",
            help: "Turns the picture clockwise: by the camera itself where it can, else by telling the viewer.",
            change: .byReopening
        ) { settings, text in
            guard let degrees = text.decimal(limit: 270), let turn = Orientation(degrees: degrees) else { return false }
            settings.rotation = turn
            return true
        },
        Setting(
            "listen", "ADDRESS:PORT", takes: "an address and a port, like 127.0.0.1:8080 or [::1]:8080",
            initial: "127.0.0.1:8080",
            help: "Where to listen; may be given again for more. Not used when the service manager passes sockets.",
            change: .atNextStart
        ) { settings, text in
            ListenAddress(text).map { settings.listen.append($0) } != nil
        },
        path("password-file", help: "A file that holds the password, or what `martlet hash-password` made of it.") {
            $0.passwordFile = $1
        },
        Setting(
            Setting.switchKey, "", takes: "on or off", initial: "off",
            help: "Everybody on the network may watch and pause: to listen there takes this, or a password.",
            change: .atNextStart
        ) { settings, text in
            settings.isOpen = text.spells("on")
            return text.spells("on") || text.spells("off")
        },
        Setting(
            "name", "NAME", takes: "up to 64 bytes of text", initial: "Martlet", help: "What the page calls it."
        ) { settings, text in
            guard (1...64).contains(text.count), text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return false }
            settings.name = text
            return true
        },
        path("problems", help: "A file of what is wrong with other settings: the page and the LED tell.") {
            $0.problems = $1
        },
        path("log-file", help: "The log whose end /log shows to those who have the password.") { $0.logFile = $1 },
        line("led", help: "The line of an LED that shows the state: see the manual's table.") { $0.led = $1 },
        line("button", help: "The line of a button that pauses and resumes; its other end goes to ground with `!`.") {
            $0.button = $1
        },
        path("watchdog", help: "The hardware watchdog to feed, such as /dev/watchdog.") { $0.watchdog = $1 },
        seconds(
            "watchdog-time", 2...600, initial: "10", help: "Unfed for so long, it resets the machine.", .atNextStart
        ) {
            $0.watchdogTime = $1
        },
        path("remember", help: "A file that remembers over a restart whether it is paused.") { $0.remember = $1 },
        milliseconds("settle", 0...60_000, initial: "500", help: "How long exposure settles before a snapshot.") {
            $0.settle = $1
        },
        seconds("idle-close", 0...86_400, initial: "30", help: "Unwatched for so long, the camera is closed; 0: never.")
        {
            $0.idleClose = $1
        },
        seconds("frame-timeout", 1...60, initial: "2", help: "How long a camera may give no good frame.") {
            $0.frameTimeout = $1
        },
        number("connections", "N", 1...1000, initial: "160", help: "The most connections at once.") {
            $0.connections = $1
        },
        number("viewers", "N", 1...1000, initial: "128", help: "The most viewers of the stream at once.") {
            $0.viewers = $1
        },
        number("head-bytes", "BYTES", 256...65_536, initial: "4096", help: "The most bytes of a request's head.") {
            $0.headBytes = $1
        },
        seconds("head-time", 1...600, initial: "10", help: "How long a request's head may take.") {
            $0.headTime = $1
        },
        seconds("keep-alive-time", 1...600, initial: "15", help: "How long a connection may wait between requests.") {
            $0.keepAliveTime = $1
        },
        seconds(
            "stall-time", 1...600, initial: "10",
            help: "How long a viewer may accept nothing; a fifth of it while others wait for the memory that it holds."
        ) {
            $0.stallTime = $1
        },
        seconds("snapshot-time", 1...600, initial: "10", help: "How long a snapshot is waited for.") {
            $0.snapshotTime = $1
        },
        number(
            "picture-memory", "BYTES", 65_536...1_073_741_824, initial: "1048576",
            help: "The memory for pictures that are encoded or copied; there are never fewer than four pictures.",
            .atNextStart
        ) {
            $0.pictureMemoryBytes = $1
        },
    ]

    /// The place in the table of the setting of that key.
    static func place(of key: some Collection<UInt8>) -> Int? {
        table.firstIndex { key.spells($0.key) }
    }

    private static func line(
        _ key: String, help: String, _ set: @escaping @Sendable (inout Settings, LineChoice?) -> Void
    ) -> Setting {
        let takes = "none, a chip and a line like gpiochip0:17, or a line's name; with ! before it: active low"
        return Setting(key, "LINE", takes: takes, initial: "none", help: help, change: .atNextStart) { settings, text in
            let choice = text.spells("none") ? nil : LineChoice(text)
            guard text.spells("none") || choice != nil else { return false }
            set(&settings, choice)
            return true
        }
    }

    private static func path(
        _ key: String, help: String, _ set: @escaping @Sendable (inout Settings, [UInt8]?) -> Void
    ) -> Setting {
        Setting(
            key, "FILE", takes: "none, or a path that begins with /", initial: "none", help: help, change: .atNextStart
        ) { settings, text in
            let isNone = text.spells("none")
            guard isNone || text.first == UInt8(ascii: "/") else { return false }
            set(&settings, isNone ? nil : text)
            return true
        }
    }

    private static func number(
        _ key: String, _ value: String, _ range: ClosedRange<Int>, initial: String, help: String,
        _ change: Change = .atOnce, _ set: @escaping @Sendable (inout Settings, Int) -> Void
    ) -> Setting {
        let takes = "a whole number from " + "\(range.lowerBound)" + " to " + "\(range.upperBound)"
        return Setting(key, value, takes: takes, initial: initial, help: help, change: change) { settings, text in
            guard let number = text.decimal(limit: range.upperBound), range.contains(number) else { return false }
            set(&settings, number)
            return true
        }
    }

    private static func seconds(
        _ key: String, _ range: ClosedRange<Int>, initial: String, help: String, _ change: Change = .atOnce,
        _ set: @escaping @Sendable (inout Settings, Interval) -> Void
    ) -> Setting {
        number(key, "SECONDS", range, initial: initial, help: help, change) { set(&$0, .seconds($1)) }
    }

    private static func milliseconds(
        _ key: String, _ range: ClosedRange<Int>, initial: String, help: String,
        _ set: @escaping @Sendable (inout Settings, Interval) -> Void
    ) -> Setting {
        number(key, "MILLISECONDS", range, initial: initial, help: help) { set(&$0, .milliseconds($1)) }
    }
}

extension PictureSize {
    /// Reads `1280x720`.
    fileprivate init?(_ text: [UInt8]) {
        guard let mark = text.firstIndex(of: UInt8(ascii: "x")), let width = text[..<mark].decimal(limit: 8192),
            let height = text[(mark + 1)...].decimal(limit: 8192), width >= 16, height >= 16
        else { return nil }
        self.init(width: width, height: height)
    }
}
