import Wire

/// The lines of a martlet.conf that is put together: what an image has martlet do, and over it what its board says.
struct ConfigurationLines: Sendable {
    /// Each of the form `key = value`, and one that martlet takes.
    private var lines: [[UInt8]]

    /// What holds in an image, whatever its board.
    init() {
        lines = [
            Array("device = camera".utf8), Array("listen = 0.0.0.0:80".utf8), Array("listen = [::]:80".utf8),
            Array("watchdog = /dev/watchdog".utf8), Array("remember = /run/martlet-state/paused".utf8),
        ]
    }

    /// Takes a board's file over, in the form of martlet.conf; a line that is wrong is left out and told.
    mutating func take(board content: [UInt8], problems: inout CardProblems) {
        var own: [[UInt8]] = []
        var number = 0
        for line in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            var text = line[..<(line.firstIndex(of: UInt8(ascii: "#")) ?? line.endIndex)]
            if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
            text = text.trimmed
            if text.isEmpty { continue }
            // Its own reader says whether it is a line that martlet will take.
            if TextFault(text) == nil, (try? SettingsFile(name: "", content: Array(text)).read()) != nil {
                own.append(Array(text))
            } else {
                let what = CardProblems.shown(text) + " is nothing that martlet takes; the line is not used"
                problems.add(number, what)
            }
        }
        for line in own { remove(Self.key(of: line)) }
        lines += own
    }

    /// The value of a key; nil when it has none.
    func value(_ key: String) -> [UInt8]? {
        for line in lines where Self.key(of: line).spells(key) {
            return Array(line[(Self.end(ofKeyIn: line) + 1)...].trimmed)
        }
        return nil
    }

    /// Sets a key, in the place of what it was.
    mutating func set(_ key: String, to value: [UInt8]) {
        remove(key)
        lines.append(Array((key + " = ").utf8) + value)
    }

    /// Takes a key out.
    mutating func remove(_ key: String) {
        remove(Array(key.utf8)[...])
    }

    private mutating func remove(_ key: ArraySlice<UInt8>) {
        var rest: [[UInt8]] = []
        for line in lines where Self.key(of: line) != key { rest.append(line) }
        lines = rest
    }

    private static func key(of line: [UInt8]) -> ArraySlice<UInt8> {
        line[..<end(ofKeyIn: line)].trimmed
    }

    private static func end(ofKeyIn line: [UInt8]) -> Int {
        line.firstIndex(of: UInt8(ascii: "=")) ?? line.endIndex
    }

    /// The file.
    var content: [UInt8] {
        var text = Array("# Made anew at every start.\n".utf8)
        for line in lines {
            text += line
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
