import Testing

@testable import Appliance

/// One setting with a value that it takes, another one, and what it says of one that it does not take.
struct SettingValue: CustomTestStringConvertible, Sendable {
    let key: String
    let value: String
    let other: String
    let wrong: [String]
    let takes: String
    /// Reads the setting back, as text.
    let read: @Sendable (Settings) -> String
    /// What is read when the value is set.
    let expected: String

    var testDescription: String { key }

    init(
        _ key: String, _ value: String, _ expected: String? = nil, other: String, wrong: [String], takes: String,
        read: @escaping @Sendable (Settings) -> String
    ) {
        self.key = key
        self.value = value
        self.other = other
        self.wrong = wrong
        self.takes = takes
        self.read = read
        self.expected = expected ?? value
    }

    private static func number(
        _ key: String, _ value: String, other: String, _ range: ClosedRange<Int>,
        read: @escaping @Sendable (Settings) -> Int
    ) -> SettingValue {
        SettingValue(
            key, value, other: other,
            wrong: [
                "", "x", "-1", "+5", "1.5", "0x10", "5s", "\(range.upperBound + 1)", "99999999999999999999",
            ] + (range.lowerBound > 0 ? ["\(range.lowerBound - 1)"] : []),
            takes: "a whole number from \(range.lowerBound) to \(range.upperBound)"
        ) { "\(read($0))" }
    }

    private static func line(
        _ key: String, other: String, read: @escaping @Sendable (Settings) -> LineChoice?
    ) -> SettingValue {
        SettingValue(
            key, "gpiochip0:17", "gpiochip0:17 false", other: other,
            wrong: ["", "!", "gpiochip0:", "gpiochip0:x", ":17", "gpiochip0:1024", "\u{7F}"],
            takes: "none, a chip and a line like gpiochip0:17, or a line's name; with ! before it: active low"
        ) {
            read($0).map { "\(String(decoding: $0.text, as: UTF8.self)) \($0.isActiveLow)" } ?? "none"
        }
    }

    private static func path(
        _ key: String, _ value: String, read: @escaping @Sendable (Settings) -> [UInt8]?
    ) -> SettingValue {
        SettingValue(
            key, value, other: "none", wrong: ["", "paused", "./paused"], takes: "none, or a path that begins with /"
        ) {
            read($0).map { String(decoding: $0, as: UTF8.self) } ?? "none"
        }
    }

    static let all: [SettingValue] = [
        SettingValue(
            "device", "/dev/video7", other: "pattern", wrong: ["", "a b", "caméra", "\u{7F}"],
            takes: "auto, camera, pattern, a device's path, or an identity that `martlet probe` prints"
        ) {
            switch $0.device {
            case .auto: "auto"
            case .camera: "camera"
            case .pattern: "pattern"
            case .path(let path): String(decoding: path, as: UTF8.self)
            case .identity(let identity): "identity " + String(decoding: identity, as: UTF8.self)
            }
        },
        SettingValue(
            "size", "640x480", other: "16x16",
            wrong: [
                "", "640", "x", "640x", "x480", "640X480", "640x480x3", "15x16", "16x15", "8193x480", "640x8193",
                "-1x5",
            ],
            takes: "a size from 16x16 to 8192x8192, like 1280x720"
        ) { "\($0.size.width)x\($0.size.height)" },
        SettingValue(
            "rate", "12.5", "12500", other: "240",
            wrong: ["", "0", "0.099", "240.001", "241", "30fps", "-1", "1e2", "30."],
            takes: "frames a second from 0.1 to 240"
        ) { "\($0.rateThousandths)" },
        SettingValue(
            "format", "raw", other: "mjpeg", wrong: ["", "yuyv", "MJPEG", "auto "], takes: "auto, mjpeg or raw"
        ) {
            "\($0.format)"
        },
        number("quality", "1", other: "100", 1...100) { $0.quality },
        SettingValue(
            "rotate", "270", "8", other: "180", wrong: ["", "45", "-90", "360", "right"], takes: "0, 90, 180 or 270"
        ) { "\($0.rotation.rawValue)" },
        SettingValue(
            "listen", "192.0.2.1:80", "192.0.2.1:80", other: "0.0.0.0:1",
            wrong: ["", "8080", "localhost:8080", ":8080", "127.0.0.1"],
            takes: "an address and a port, like 127.0.0.1:8080 or [::1]:8080"
        ) {
            $0.listen.map { $0.address.map { "\($0)" }.joined(separator: ".") + ":\($0.port)" }.joined(separator: " ")
        },
        path("password-file", "/etc/martlet.password") { $0.passwordFile },
        SettingValue("open", "on", other: "off", wrong: ["", "yes", "ON", "1"], takes: "on or off") {
            $0.isOpen ? "on" : "off"
        },
        SettingValue(
            "name", "Küche 1", other: "x", wrong: ["", "a\u{7F}", String(repeating: "x", count: 65)],
            takes: "up to 64 bytes of text"
        ) { String(decoding: $0.name, as: UTF8.self) },
        path("problems", "/run/martlet/problems") { $0.problems },
        path("log-file", "/run/log") { $0.logFile },
        line("led", other: "!GPIO17") { $0.led },
        line("button", other: "gpiochip0:27!") { $0.button },
        path("watchdog", "/dev/watchdog0") { $0.watchdog },
        number("watchdog-time", "2", other: "600", 2...600) { $0.watchdogTime.milliseconds / 1000 },
        path("remember", "/run/martlet/paused") { $0.remember },
        number("settle", "0", other: "60000", 0...60_000) { $0.settle.milliseconds },
        number("idle-close", "0", other: "86400", 0...86_400) { $0.idleClose.milliseconds / 1000 },
        number("frame-timeout", "1", other: "60", 1...60) { $0.frameTimeout.milliseconds / 1000 },
        number("connections", "1", other: "1000", 1...1000) { $0.connections },
        number("viewers", "1", other: "1000", 1...1000) { $0.viewers },
        number("head-bytes", "256", other: "65536", 256...65_536) { $0.headBytes },
        number("head-time", "1", other: "600", 1...600) { $0.headTime.milliseconds / 1000 },
        number("keep-alive-time", "1", other: "600", 1...600) { $0.keepAliveTime.milliseconds / 1000 },
        number("stall-time", "1", other: "600", 1...600) { $0.stallTime.milliseconds / 1000 },
        number("snapshot-time", "1", other: "600", 1...600) { $0.snapshotTime.milliseconds / 1000 },
        number("picture-memory", "65536", other: "1073741824", 65_536...1_073_741_824) { $0.pictureMemoryBytes },
    ]
}
