import Testing

@testable import Appliance

@Suite("Dates")
struct CivilTimeTests {
    private func written(_ unixNanoseconds: Int64) -> [UInt8] {
        var text: [UInt8] = []
        CivilTime(unixNanoseconds: unixNanoseconds).append(to: &text)
        return text
    }

    @Test(arguments: [
        (0, "1970-01-01 00:00:00.000"),
        (1, "1970-01-01 00:00:01.000"),
        (86_399, "1970-01-01 23:59:59.000"),
        (86_400, "1970-01-02 00:00:00.000"),
        (5_097_599, "1970-02-28 23:59:59.000"),
        (5_097_600, "1970-03-01 00:00:00.000"),
        (68_169_600, "1972-02-29 00:00:00.000"),
        (68_256_000, "1972-03-01 00:00:00.000"),
        (94_694_399, "1972-12-31 23:59:59.000"),
        (94_694_400, "1973-01-01 00:00:00.000"),
        (946_684_799, "1999-12-31 23:59:59.000"),
        (946_684_800, "2000-01-01 00:00:00.000"),
        (951_782_400, "2000-02-29 00:00:00.000"),
        (951_868_800, "2000-03-01 00:00:00.000"),
        (978_220_800, "2000-12-31 00:00:00.000"),
        (1_709_164_800, "2024-02-29 00:00:00.000"),
        (1_763_838_413, "2025-11-22 19:06:53.000"),
        (2_147_483_648, "2038-01-19 03:14:08.000"),
        (4_107_542_399, "2100-02-28 23:59:59.000"),
        (4_107_542_400, "2100-03-01 00:00:00.000"),
        (4_133_980_799, "2100-12-31 23:59:59.000"),
        (4_133_980_800, "2101-01-01 00:00:00.000"),
    ])
    func text(_ unixSeconds: Int64, _ text: String) {
        #expect(written(unixSeconds * 1_000_000_000) == Array(text.utf8))
    }

    @Test(arguments: [(1, "000"), (999_999, "000"), (1_000_000, "001"), (10_000_000, "010"), (999_999_999, "999")])
    func milliseconds(_ nanoseconds: Int64, _ milliseconds: String) {
        #expect(written(nanoseconds) == Array("1970-01-01 00:00:00.\(milliseconds)".utf8))
    }

    @Test func before1970ThereIsNoTime() {
        #expect(written(-1) == Array("1970-01-01 00:00:00.000".utf8))
        #expect(written(.min) == Array("1970-01-01 00:00:00.000".utf8))
    }

    @Test func everyDayFollowsTheOneBefore() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = (year: 1970, month: 1, day: 1)
        for day in 0..<Int64(366 * 140) {
            let date = CivilTime(unixNanoseconds: day * 86_400_000_000_000)
            guard (date.year, date.month, date.day) == expected else {
                Issue.record("day \(day) is \(date.year)-\(date.month)-\(date.day), not \(expected)")
                return
            }
            let isLeap = expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
            let length = lengths[expected.month - 1] + (expected.month == 2 && isLeap ? 1 : 0)
            expected.day += 1
            if expected.day > length { expected = (expected.year, expected.month + 1, 1) }
            if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
        }
    }
}
