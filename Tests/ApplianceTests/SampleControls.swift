@testable import Appliance

extension Control {
    /// A control of a camera in the tests.
    static func sample(
        _ identifier: UInt32, _ title: String, _ kind: Kind = .integer, _ range: ClosedRange<Int> = 0...255,
        step: Int = 1,
        initial: Int = 0, value: Int? = 0, _ change: (inout Control) -> Void = { _ in }
    ) -> Control {
        guard
            var control = Control(
                identifier: identifier, title: Array(title.utf8), kind: kind, minimum: range.lowerBound,
                maximum: range.upperBound, step: step, initial: initial, value: value)
        else { preconditionFailure("a title of the tests has letters") }
        change(&control)
        return control
    }

    static let brightness = sample(1, "Brightness", .integer, -64...64, value: 3)
    static let zoom = sample(2, "Zoom, Absolute", .integer, 100...500, step: 20, initial: 100, value: 180)
    static let whiteBalance = sample(3, "White Balance, Automatic", .boolean, 0...1, initial: 1, value: 1)
    static let frequency = sample(4, "Power Line Frequency", .menu, 0...3, initial: 1, value: 2) {
        $0.items = [
            Item(number: 0, name: Array("Disabled".utf8)), Item(number: 1, name: Array("50 Hz".utf8)),
            Item(number: 3, name: Array("60".utf8)),
        ]
    }
    static let mask = sample(5, "Bits", .bitmask, 0...0x8000_2000, step: 0, initial: 0x8000_2000, value: 0)
    static let temperature = sample(6, "White Balance Temperature", .integer, 2800...6500, initial: 4600, value: 4600) {
        $0.isInactive = true
        $0.release = ControlSetting(identifier: 3, value: 0)
    }
    static let exposure = sample(7, "Exposure") {
        $0.isInactive = true
        $0.release = ControlSetting(identifier: 4, value: 1)
    }
    static let hidden = sample(8, "Hidden") { $0.isInactive = true }
    static let privacy = sample(9, "Privacy", .boolean, 0...1, value: nil) { $0.isReadOnly = true }

    static let samples = [
        brightness, zoom, whiteBalance, frequency, mask, temperature, exposure, hidden, privacy,
    ]
}
