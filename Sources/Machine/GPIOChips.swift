import CLinux

/// The GPIO chips of the machine.
public enum GPIOChips {
    /// Every chip that can be opened, in the order of its number; those that cannot are left out.
    public static func list(devices: String = "/dev") -> [GPIOChip] {
        let folder = SystemFolder(Array(devices.utf8))
        let prefix = Array("gpiochip".utf8)
        var chips: [(number: Int, chip: GPIOChip)] = []
        for name in folder.entries where name.starts(with: prefix) {
            var number = 0
            for byte in name.dropFirst(prefix.count).prefix(6) { number = number * 10 + Int(byte) }
            if let chip = chip(path: folder.appending(name).path) { chips.append((number, chip)) }
        }
        chips.sort { $0.number < $1.number }
        return chips.map { $0.chip }
    }

    private static func chip(path: [UInt8]) -> GPIOChip? {
        guard let handle = GPIOChipHandle(path: path) else { return nil }
        guard let (name, label, count) = handle.describe() else { return nil }
        var lines: [GPIOChip.Line] = []
        for offset in 0..<UInt32(count) {
            guard let (name, isUsed) = handle.describe(line: offset), !name.isEmpty else { continue }
            lines.append(GPIOChip.Line(offset: offset, name: name, isUsed: isUsed))
        }
        return GPIOChip(path: path, name: name, label: label, lineCount: count, namedLines: lines)
    }
}
