import CLinux

/// A line of a chip that is open, found but not requested.
struct GPIOPlace: ~Copyable {
    let chip: GPIOChipHandle
    let offset: UInt32

    /// Opens the chip and looks for the line.
    init(_ address: GPIOLineAddress) throws(GPIOFailure) {
        switch address {
        case .offset(let chip, let line):
            let isPath = chip.contains(UInt8(ascii: "/"))
            let handle = try GPIOPlace.open(isPath ? chip : Array("/dev/".utf8) + chip)
            guard let count = handle.describe()?.lineCount else { throw .noSuchChip }
            guard line < UInt32(clamping: count) else { throw .noSuchLine }
            self.chip = handle
            offset = line
        case .name(let name):
            self = try GPIOPlace(named: name)
        }
    }

    private init(chip: consuming GPIOChipHandle, offset: UInt32) {
        self.chip = chip
        self.offset = offset
    }

    private init(named name: [UInt8]) throws(GPIOFailure) {
        // To the kernel a line without a name is one whose name is empty.
        guard !name.isEmpty else { throw .noSuchLine }
        var failure = GPIOFailure.noSuchChip
        for path in GPIOChips.paths(devices: "/dev") {
            do throws(GPIOFailure) {
                let chip = try GPIOPlace.open(path)
                if case .noSuchChip = failure { failure = .noSuchLine }
                let count = chip.describe()?.lineCount ?? 0
                for offset in 0..<UInt32(clamping: count) where chip.describe(line: offset)?.name == name {
                    self.init(chip: chip, offset: offset)
                    return
                }
            } catch {
                // The line may be on a chip that is not for this user: that is the thing to say.
                if case .call = error { failure = error }
            }
        }
        throw failure
    }

    private static func open(_ path: [UInt8]) throws(GPIOFailure) -> GPIOChipHandle {
        do throws(Errno) {
            return try GPIOChipHandle(path: path)
        } catch {
            throw error.isMissing || error.isUnplugged || error.isNotADevice ? .noSuchChip : .call(error)
        }
    }

    /// What a refused request comes to: who has the line, if that is why.
    func failure(_ error: Errno) -> GPIOFailure {
        guard error.isBusy else { return .call(error) }
        return .busy(consumer: printable(chip.describe(line: offset)?.consumer ?? []))
    }
}
