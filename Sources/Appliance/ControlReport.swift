import Wire

/// What `/controls` tells, as JSON (RFC 8259).
struct ControlReport {
    private(set) var bytes: [UInt8] = []

    /// All of them, a line each.
    init(_ controls: [Control]) {
        bytes.append("[")
        for (index, control) in controls.enumerated() {
            bytes.append(index == 0 ? "\n" : ",\n")
            append(control)
        }
        bytes.append("]\n")
    }

    /// One of them.
    init(_ control: Control) {
        append(control)
        bytes.append("\n")
    }

    private mutating func append(_ control: Control) {
        bytes.append("{\"name\":")
        bytes.append(json: control.name)
        bytes.append(",\"title\":")
        bytes.append(json: control.title)
        bytes.append(",\"type\":\"")
        bytes.append(Self.word(control.kind))
        bytes.append("\",\"minimum\":")
        bytes.append(decimal: control.minimum)
        bytes.append(",\"maximum\":")
        bytes.append(decimal: control.maximum)
        bytes.append(",\"step\":")
        bytes.append(decimal: control.step)
        bytes.append(",\"default\":")
        bytes.append(decimal: control.initial)
        bytes.append(",\"value\":")
        if let value = control.value { bytes.append(decimal: value) } else { bytes.append("null") }
        bytes.append(control.isReadOnly ? ",\"read_only\":true" : ",\"read_only\":false")
        bytes.append(control.isInactive ? ",\"inactive\":true" : ",\"inactive\":false")
        if control.kind == .menu { append(control.items) }
        bytes.append("}")
    }

    private mutating func append(_ items: [Control.Item]) {
        bytes.append(",\"items\":[")
        for (index, item) in items.enumerated() {
            bytes.append(index == 0 ? "{\"number\":" : ",{\"number\":")
            bytes.append(decimal: item.number)
            bytes.append(",\"name\":")
            bytes.append(json: item.name)
            bytes.append("}")
        }
        bytes.append("]")
    }

    private static func word(_ kind: Control.Kind) -> String {
        switch kind {
        case .integer: "integer"
        case .boolean: "boolean"
        case .menu: "menu"
        case .bitmask: "bitmask"
        }
    }
}
