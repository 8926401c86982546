import CLinux

/// The GPIO chips of the machine.
public enum GPIOChips {
    /// Every chip that can be opened, in the order of its number; those that cannot are left out.
    public static func list(devices: String = "/dev") -> [GPIOChip] {
        paths(devices: devices).compactMap { chip(path: $0) }
    }

    /// The nodes of all chips in the order of their numbers.
    static func paths(devices: String) -> [[UInt8]] {
        let folder = SystemFolder(Array(devices.utf8))
        let prefix = Array("gpiochip".utf8)
        return folder.entries.compactMap { $0.starts(with: prefix) ? decimal($0.dropFirst(prefix.count)) : nil }
            .sorted().map { folder.appending("gpiochip" + "\($0)").path }
    }

    private static func chip(path: [UInt8]) -> GPIOChip? {
        guard let handle = try? GPIOChipHandle(path: path) else { return nil }
        guard let (name, label, count) = handle.describe() else { return nil }
        var lines: [GPIOChip.Line] = []
        for offset in 0..<UInt32(count) {
            guard let (name, _, isUsed) = handle.describe(line: offset), !name.isEmpty else { continue }
            lines.append(GPIOChip.Line(offset: offset, name: name, isUsed: isUsed))
        }
        return GPIOChip(path: path, name: name, label: label, lineCount: count, namedLines: lines)
    }
}
