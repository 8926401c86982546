import ArgumentParser
import Testing

@testable import martlet_watch

@Suite struct QuantityTests {
    @Test(arguments: [
        ("1ms", Duration.milliseconds(1)), ("500ms", .milliseconds(500)), ("30s", .seconds(30)),
        ("1.5s", .milliseconds(1500)),
        ("10m", .seconds(600)), ("2h", .seconds(7200)), ("1000h", .seconds(3_600_000)), ("0.001s", .milliseconds(1)),
    ])
    func time(_ text: String, _ expected: Duration) throws {
        #expect(try Quantity.time(text) == expected)
    }

    @Test(arguments: [
        "", "s", "30", "0s", "0.4ms", "-1s", "+1s", "1 s", "1,5s", "1.s", ".5s", "1.2.3s", "1e3s", "infs", "nans", "1d",
        "S",
        "1000.1h", "99999999999999999999s", "1sms",
    ])
    func noTime(_ text: String) {
        let error = #expect(throws: ValidationError.self) { try Quantity.time(text) }
        #expect(
            error?.message
                == "'\(text)' is no time: it takes a number and ms, s, m or h, like 500ms, 30s or 10m, up to 1000h")
    }

    @Test(arguments: [("1", 1), ("500k", 512_000), ("16M", 16 << 20), ("1024M", 1 << 30), ("1073741824", 1 << 30)])
    func size(_ text: String, _ expected: Int) throws {
        #expect(try Quantity.size(text) == expected)
    }

    @Test(arguments: ["", "0", "k", "-1", "1.5M", "1025M", "1073741825", "1G", "99999999999999999999"])
    func noSize(_ text: String) {
        let error = #expect(throws: ValidationError.self) { try Quantity.size(text) }
        #expect(error?.message.hasPrefix("'\(text)' is no size: it takes ") == true)
    }

    @Test func count() throws {
        #expect(try Quantity.count("1") == 1)
        for text in ["", "0", "-1", "1.0", "ten"] {
            #expect(throws: ValidationError.self) { try Quantity.count(text) }
        }
    }
}
