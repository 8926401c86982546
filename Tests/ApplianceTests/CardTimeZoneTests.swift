import Testing

@testable import Appliance

@Suite("Time zones that are not there")
struct CardTimeZoneTests {
    private static let zones = [
        "Africa/Abidjan", "America/New_York", "Europe/Berlin", "Etc/GMT+5", "UTC", "Europe/Bern",
    ]

    @Test(arguments: [
        ("Europe/Berln", "is it Europe/Berlin?"), ("Berlin", "is it Europe/Berlin?"),
        ("New_York", "is it America/New_York?"),
        ("Europe/Brlin", "is it Europe/Berlin?"), ("Mars/Olympus", "it takes one like Europe/Berlin"),
        ("UTCC", "is it UTC?"), ("X", "it takes one like Europe/Berlin"),
    ])
    func theNearestIsNamed(_ zone: String, _ advice: String) {
        let run = CardRun("\ntimezone = \(zone)")
        #expect(run.card.timeZone == Array(zone.utf8))
        run.card.timeZoneIsMissing(of: Self.zones.map { Array($0.utf8) })
        let place = "martlet.txt line 2: timezone = '\(zone)': there is no such time zone"
        #expect(run.problems == ["\(place) (\(advice)); using UTC"])
        #expect(run.file("timezone") == nil)
    }

    @Test func capitalsDoNotCount() {
        let run = CardRun("timezone = europe/BERLIN")
        run.card.timeZoneIsMissing(of: Self.zones.map { Array($0.utf8) })
        #expect(run.problems == [])
        #expect(run.file("timezone") == "Europe/Berlin\n")
    }

    @Test func whereThereAreNone() {
        let run = CardRun("timezone = Europe/Berlin")
        run.card.timeZoneIsMissing(of: [])
        #expect(run.problems.count == 1)
        #expect(run.file("timezone") == nil)
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3), ("SIZE", "size", 0), ("sise", "size", 1),
        ("ab", "ba", 2), ("wifi-nme", "wifi-name", 1),
    ])
    func stepsFromOneToTheOther(_ text: String, _ other: String, _ steps: Int) {
        #expect(NearestText.steps(from: Array(text.utf8)[...], to: Array(other.utf8)[...]) == steps)
        #expect(NearestText.steps(from: Array(other.utf8)[...], to: Array(text.utf8)[...]) == steps)
    }
}
