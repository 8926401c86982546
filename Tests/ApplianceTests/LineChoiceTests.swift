import Testing

@testable import Appliance

@Suite("Choices of a line")
struct LineChoiceTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(
        arguments: [
            ("gpiochip0:17", "gpiochip0", 17, false),
            ("/dev/gpiochip0:17", "/dev/gpiochip0", 17, false),
            ("!gpiochip0:17", "gpiochip0", 17, true),
            ("gpiochip0:17!", "gpiochip0", 17, true),
            ("!/dev/gpiochip0:17", "/dev/gpiochip0", 17, true),
            ("/dev/gpiochip0:17!", "/dev/gpiochip0", 17, true),
            ("gpiochip12:0", "gpiochip12", 0, false),
            ("gpiochip0:1023", "gpiochip0", 1023, false),
            ("gpiochip0:017", "gpiochip0", 17, false),
            ("/a:3", "/a", 3, false),
            ("/dev/gpio/by-path/platform-3f200000.gpio:1:4", "/dev/gpio/by-path/platform-3f200000.gpio:1", 4, false),
            ("/with a space:4", "/with a space", 4, false),
            ("/a!b:4", "/a!b", 4, false),
            (
                "/123456789012345678901234567890123456789012345678901234567890:17",
                "/123456789012345678901234567890123456789012345678901234567890", 17, false
            ),
        ] as [(String, String, Int, Bool)])
    func byNumber(_ text: String, _ chip: String, _ line: Int, _ isActiveLow: Bool) throws {
        let choice = try #require(LineChoice(Self.bytes(text)))
        #expect(choice.place == .offset(chip: Self.bytes(chip), line: line))
        #expect(choice.isActiveLow == isActiveLow)
        #expect(choice.text == Self.bytes(text))
    }

    @Test(
        arguments: [
            ("GPIO17", "GPIO17", false),
            ("!GPIO17", "GPIO17", true),
            ("GPIO17!", "GPIO17", true),
            ("x", "x", false),
            ("!x", "x", true),
            ("17", "17", false),
            ("P9_22 [spi0_sclk]", "P9_22 [spi0_sclk]", false),
            ("LED_ACT#", "LED_ACT#", false),
            ("a!b", "a!b", false),
            ("~", "~", false),
            (
                "1234567890123456789012345678901234567890123456789012345678901234",
                "1234567890123456789012345678901234567890123456789012345678901234", false
            ),
            (
                "!123456789012345678901234567890123456789012345678901234567890123",
                "123456789012345678901234567890123456789012345678901234567890123", true
            ),
        ] as [(String, String, Bool)])
    func byName(_ text: String, _ name: String, _ isActiveLow: Bool) throws {
        let choice = try #require(LineChoice(Self.bytes(text)))
        #expect(choice.place == .name(Self.bytes(name)))
        #expect(choice.isActiveLow == isActiveLow)
        #expect(choice.text == Self.bytes(text))
    }

    @Test(arguments: [
        "", "!", "!!", "!!GPIO17", "GPIO17!!", "!GPIO17!", "!gpiochip0:17!", ":", ":17", "!:17", "GPIO17:",
        "gpiochip0:", "gpiochip0:!", "gpiochip0:x", "gpiochip0:17x", "gpiochip0:-1", "gpiochip0:+1", "gpiochip0: 17",
        "gpiochip0:0x11", "gpiochip0:1024", "gpiochip0:99999999999999999999", "gpiochip0:1:2", "gpiochip0::2",
        "gpiochip:17", "gpiochipx:17", "gpiochip0a:17", "gpiochip 0:17", "gpiochip-1:17", "gpiochi:17", "GPIOCHIP0:17",
        "pinctrl-bcm2835:17", "dev/gpiochip0:17", "./gpiochip0:17", "0:17", "/:17", "/dev/:17", "/dev/gpiochip0:",
        "/dev/gpiochip0:x", "/dev/gpiochip0:1024", " GPIO17", "GPIO17 ", "! GPIO17", "GPIO17 !", " ", "gpiochip0:17 ",
        "GPIO\t17", "GPIO17\n", "GPIO\u{7F}", "GPIO\u{0}", "GPIO\u{E9}", "\u{1F}",
        "12345678901234567890123456789012345678901234567890123456789012345",
        "!1234567890123456789012345678901234567890123456789012345678901234",
        "/1234567890123456789012345678901234567890123456789012345678901:17",
    ])
    func invalid(_ text: String) {
        #expect(LineChoice(Self.bytes(text)) == nil)
    }

    @Test func everyByteThatPrints() {
        for byte in UInt8.min...UInt8.max {
            let isTaken = byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: ":")
            #expect((LineChoice([0x61, byte, 0x61]) != nil) == isTaken, "byte \(byte)")
        }
    }

    @Test func everyNumber() {
        for number in 0...1100 {
            #expect((LineChoice(Self.bytes("gpiochip0:\(number)")) != nil) == (number <= 1023), "line \(number)")
        }
    }
}
