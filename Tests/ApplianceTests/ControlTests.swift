import Testing

@testable import Appliance

@Suite("A control's name, and the values that it takes")
struct ControlTests {
    @Test(arguments: [
        ("Brightness", "brightness"), ("White Balance, Automatic", "white_balance_automatic"),
        ("Exposure Time, Absolute", "exposure_time_absolute"), ("  LED1 Mode (x)  ", "led1_mode_x"), ("Größe", "gr_e"),
        ("Z", "z"), ("@[`{/:", ""), ("", ""),
    ])
    func name(_ title: String, _ name: String) {
        let control = Control(
            identifier: 1, title: Array(title.utf8), kind: .integer, minimum: 0, maximum: 1, step: 1, initial: 0,
            value: 0)
        #expect(control.map { String(decoding: $0.name, as: UTF8.self) } == (name.isEmpty ? nil : name))
    }

    private static let integers: [(Control, String, Int?)] = [
        (.brightness, "-64", -64), (.brightness, "64", 64), (.brightness, "-65", nil), (.brightness, "65", nil),
        (.brightness, "0", 0), (.brightness, "-0", 0), (.brightness, "007", 7), (.brightness, "+1", nil),
        (.brightness, "", nil), (.brightness, "-", nil), (.brightness, "1.0", nil), (.brightness, "on", nil),
        (.brightness, "1 2", nil), (.brightness, "--1", nil), (.brightness, "99999999999999999999", nil),
        (.zoom, "100", 100), (.zoom, "500", 500), (.zoom, "120", 120), (.zoom, "119", nil), (.zoom, "121", nil),
        (.zoom, "99", nil), (.zoom, "501", nil), (.zoom, "80", nil),
    ]
    private static let others: [(Control, String, Int?)] = [
        (.whiteBalance, "on", 1), (.whiteBalance, "off", 0), (.whiteBalance, "1", 1), (.whiteBalance, "0", 0),
        (.whiteBalance, "2", nil), (.whiteBalance, "-1", nil), (.whiteBalance, "true", nil), (.whiteBalance, "", nil),
        (.frequency, "0", 0), (.frequency, "1", 1), (.frequency, "3", 3), (.frequency, "2", nil),
        (.frequency, "4", nil),
        (.frequency, "50 Hz", 1), (.frequency, "50 hz", 1), (.frequency, "DISABLED", 0), (.frequency, "50", nil),
        (.frequency, "50 Hz ", nil), (.frequency, "", nil),
        // Of an item that is named by a number, its own number counts.
        (.frequency, "60", nil),
        (.mask, "0", 0), (.mask, "2147491840", 0x8000_2000), (.mask, "8192", 8192), (.mask, "8193", nil),
        (.mask, "2147491841", nil), (.mask, "-1", nil), (.mask, "4294967296", nil), (.mask, "4294967297", nil),
    ]

    @Test(arguments: integers + others)
    func value(_ control: Control, _ text: String, _ value: Int?) {
        #expect(control.value(of: Array(text.utf8)) == value)
    }

    /// What a driver says is not believed: nothing overflows, and a range without an element takes nothing.
    @Test func nonsenseOfADriver() {
        let wide = Control.sample(1, "Wide", .integer, Int.min...Int.max, step: Int.max)
        #expect(wide.value(of: Array("0".utf8)) == nil)
        #expect(wide.value(of: Array("-1".utf8)) == -1, "one step up from the least")
        let empty = Control(
            identifier: 1, title: [0x41], kind: .integer, minimum: 2, maximum: 1, step: -5, initial: 0, value: nil)
        for number in 0...3 { #expect(empty?.value(of: Array("\(number)".utf8)) == nil) }
    }

    @Test(arguments: [
        (Control.brightness, "a whole number from -64 to 64"), (.zoom, "a whole number from 100 to 500 in steps of 20"),
        (.whiteBalance, "on or off"), (.frequency, "one of 0 (Disabled), 1 (50 Hz), 3 (60)"),
        (.mask, "a whole number all of whose bits are in 2147491840"),
    ])
    func takes(_ control: Control, _ words: String) {
        #expect(String(decoding: control.takes, as: UTF8.self) == words)
    }
}
