import Appliance
import Machine
import Wire

/// `martlet probe`: what there is, and what would be chosen.
struct ProbeCommand {
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// Lists cameras, then GPIO chips.
    func run() {
        let entries = CameraDirectory().captureCameras()
        if entries.isEmpty { Output.write(Array("no camera is there: plug one in\n".utf8)) }
        for entry in entries { Output.write(describe(entry)) }
        let chips = GPIOChips.list()
        if chips.isEmpty { Output.write(Array("no GPIO chip is there, or none that this user may open\n".utf8)) }
        for chip in chips { Output.write(describe(chip)) }
    }

    private func describe(_ entry: CameraEntry) -> [UInt8] {
        var text: [UInt8] = entry.identity
        text.append("\n  name: ")
        text += entry.name
        text.append("\n  path: ")
        text += entry.path
        text.append("\n")
        do throws(CameraError) {
            let camera = try Camera(path: entry.path)
            describe(camera.formats(), in: &text)
            describe(camera.controls, in: &text)
        } catch {
            let path = String(decoding: entry.path, as: UTF8.self)
            text.append("  " + CameraFault(error).sentence(camera: path, path: path) + "\n")
        }
        text.append("\n")
        return text
    }

    private func describe(_ formats: [OfferedFormat], in text: inout [UInt8]) {
        let table = FormatTable(formats, for: settings)
        let choice = table.choice(for: settings)
        for (index, row) in table.rows.enumerated() {
            let isChosen = choice.map { $0.offer == index } ?? false
            text.append(isChosen ? "* " : "  ")
            text += row.format.fourCC.name
            text.append(" " + row.offer.sizeText + " at")
            if row.rates.isEmpty { text.append(" any rate") }
            for (place, rate) in row.rates.enumerated() {
                text.append(place == 0 ? " " : ", ")
                text.append(rate)
            }
            if let choice, isChosen { text.append(": chosen, " + row.offer.why(choice, settings)) }
            text.append("\n")
        }
        let names = formats.filter { format in !table.rows.contains { $0.format.fourCC == format.fourCC } }
        for format in names {
            text.append("  ")
            text += format.fourCC.name
            text.append(": cannot be used\n")
        }
    }

    private func describe(_ controls: CameraControls, in text: inout [UInt8]) {
        do throws(Errno) {
            for control in try controls.list() { describe(control, in: &text) }
        } catch {
            text.append("  its controls cannot be read: " + error.words + "\n")
        }
    }

    private func describe(_ control: CameraControl, in text: inout [UInt8]) {
        text.append("  control ")
        text += control.name
        if let value = control.value { text.append(" = " + "\(value)") }
        switch control.kind {
        case .menu, .integerMenu:
            for item in control.items {
                text.append(", " + "\(item.index)" + ": ")
                text += item.name
            }
        case .button: text.append(", a button")
        case .integer, .boolean, .bitmask, .other:
            text.append(", from " + "\(control.minimum)" + " to " + "\(control.maximum)")
            text.append(", at first " + "\(control.defaultValue)")
        }
        if control.isReadOnly { text.append(", read only") }
        if control.isInactive { text.append(", inactive") }
        text.append("\n")
    }

    private func describe(_ chip: GPIOChip) -> [UInt8] {
        var text = chip.name
        text.append(" (")
        text += chip.label
        text.append("): " + "\(chip.lineCount)" + " lines\n")
        for line in chip.namedLines {
            text.append("  " + "\(line.offset)" + ": ")
            text += line.name
            text.append(line.isUsed ? ", in use\n" : "\n")
        }
        return text
    }
}

extension CameraOffer {
    fileprivate var sizeText: String { "\(size.width)" + "x" + "\(size.height)" }

    /// Why this one was chosen.
    fileprivate func why(_ choice: Negotiation.Choice, _ settings: Settings) -> String {
        let isSize = size == settings.size
        let isFast = choice.rateThousandths >= settings.rateThousandths
        let fit =
            isSize && isFast
            ? "it has the size and the rate asked for"
            : isSize
                ? "it has the size asked for and the highest rate at it"
                : "its size is the nearest to the one asked for"
        switch encoding {
        case .jpeg: return fit + ", and is JPEG already"
        case .straight: return fit + ", and is encoded here"
        case .converted: return fit + ", and is converted and encoded here"
        }
    }
}

extension [UInt8] {
    /// Appends a rate or a range of rates, in frames a second.
    fileprivate mutating func append(_ rate: OfferedRate) {
        append(rate: rate.slowest)
        if rate.slowest == rate.fastest { return }
        append(" to ")
        append(rate: rate.fastest)
    }

    private mutating func append(rate: FrameRate) {
        let thousandths = rate.thousandths
        if thousandths % 1000 == 0 { append(decimal: thousandths / 1000) } else { append(thousandths: thousandths) }
    }
}
