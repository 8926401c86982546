import ArgumentParser
import Testing

@testable import martlet_watch

@Suite struct RecordingTargetTests {
    @Test(arguments: [
        ("a.mkv", RecordingTarget.matroska(path: "a.mkv")), ("A/b.MKV", .matroska(path: "A/b.MKV")),
        ("folder/", .files(NamePattern(before: "folder/", digits: 6, after: ".jpg"))),
        ("%d", .files(NamePattern(before: "", digits: 1, after: ""))),
        ("a%03d.jpg", .files(NamePattern(before: "a", digits: 3, after: ".jpg"))),
        ("100%%-%018d.jpg", .files(NamePattern(before: "100%-", digits: 18, after: ".jpg"))),
    ])
    func whereTo(_ text: String, _ expected: RecordingTarget) throws {
        #expect(try RecordingTarget.parse(text) == expected)
    }

    @Test(arguments: [
        "", ".mkv", "a.avi", "folder", "-", "%", "%%", "%s", "%6d", "%00d", "%019d", "%d%d", "%0", "%-3d",
    ])
    func nowhere(_ text: String) {
        let error = #expect(throws: ValidationError.self) { try RecordingTarget.parse(text) }
        #expect(error?.message.hasPrefix("'\(text)' is no") == true)
    }

    @Test(arguments: [(1, "p-001.jpg"), (999, "p-999.jpg"), (1000, "p-1000.jpg")])
    func name(_ number: Int, _ expected: String) {
        #expect(NamePattern("p-%03d.jpg")?.name(number) == expected)
    }
}
