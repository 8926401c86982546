import Wire

/// A time as date and clock of UTC, in the calendar that everybody uses.
struct CivilTime {
    let year: Int
    let month: Int
    let day: Int
    /// Milliseconds since midnight.
    let milliseconds: Int

    /// The date of a number of nanoseconds since 1970.
    init(unixNanoseconds: Int64) {
        let milliseconds = Int(max(unixNanoseconds, 0) / 1_000_000)
        self.milliseconds = milliseconds % 86_400_000
        // Years are counted from March, so that the leap day is the last, in eras of 400 years of 146,097 days.
        let days = milliseconds / 86_400_000 + 719_468
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0)
    }

    /// Appends it as `2026-11-22 19:06:53.123`.
    func append(to text: inout [UInt8]) {
        text.append(decimal: year)
        for part in [month, day] {
            text.append("-")
            Self.append(part, digits: 2, to: &text)
        }
        let seconds = milliseconds / 1000
        for (mark, part) in [(" ", seconds / 3600), (":", seconds / 60 % 60), (":", seconds % 60)] {
            text.append(mark)
            Self.append(part, digits: 2, to: &text)
        }
        text.append(".")
        Self.append(milliseconds % 1000, digits: 3, to: &text)
    }

    private static func append(_ value: Int, digits: Int, to text: inout [UInt8]) {
        var limit = 10
        for _ in 1..<digits {
            if value < limit { text.append("0") }
            limit *= 10
        }
        text.append(decimal: value)
    }
}
