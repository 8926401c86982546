import Wire

/// Why a control is not set; answered with that status and one plain line.
struct ControlRefusal: Error {
    let status: Status
    private(set) var line: [UInt8] = []

    /// What is wrong with one of them.
    init(_ status: Status, _ control: Control, _ words: String, _ more: [UInt8] = []) {
        self.status = status
        line += control.name
        line.append(" ")
        line.append(words)
        line += more
    }

    /// That it is none of those that there are.
    init(knowing controls: [Control]) {
        status = .notFound
        line.append(controls.isEmpty ? "the camera has no controls" : "there is no such control: there are ")
        for (index, control) in controls.enumerated() {
            if index > 0 { line.append(", ") }
            line += control.name
        }
    }
}
