import HTTPCamera
import Testing

@testable import martlet_watch

@Suite struct TextTests {
    @Test(arguments: [
        (0.0, 0, "0"), (0.5, 0, "1"), (1.0, 3, "1.000"), (0.0004, 3, "0.000"), (0.0005, 3, "0.001"), (29.97, 1, "30.0"),
        (-1.25, 1, "-1.3"), (-0.01, 1, "0.0"), (12.05, 2, "12.05"),
    ])
    func decimal(_ value: Double, _ places: Int, _ expected: String) {
        #expect(Decimal.text(value, places: places) == expected)
    }

    @Test func quoted() {
        #expect(JSONText.quoted("a \"b\" \\ × \n\u{1F}") == #""a \"b\" \\ × \u000a\u001f""#)
    }

    @Test(arguments: [
        ("http://host/stream", "host"), ("https://me:secret@host:8443/?a=@b", "host:8443"),
        ("http://[::1]:80", "[::1]:80"),
        ("host", "host"), ("", ""),
    ])
    func host(_ url: String, _ expected: String) {
        #expect(WindowTitle.host(url) == expected)
    }

    private func title(
        state: HTTPCamera.State = .streaming, size: (width: Int, height: Int)? = (640, 480),
        age: Duration? = .milliseconds(12), isPaused: Bool = false, notice: String? = nil
    ) -> String {
        WindowTitle.text(
            url: "http://a:b@host/", state: state, size: size, picturesPerSecond: 29.7, age: age, isPaused: isPaused,
            notice: notice)
    }

    @Test func titles() {
        #expect(title() == "host: 640 × 480, 30 fps, 12 ms old")
        #expect(title(age: .milliseconds(999)) == "host: 640 × 480, 30 fps, 999 ms old")
        #expect(title(age: .seconds(1)) == "host: 640 × 480, 30 fps, 1 s old")
        #expect(title(size: nil) == "host: waiting for a picture")
        #expect(title(isPaused: true) == "host: 640 × 480, paused")
        #expect(title(state: .reconnecting(.ended)) == "host: reconnecting: the server ended the stream")
        #expect(title(state: .reconnecting(.ended), isPaused: true, notice: "saved a.jpg") == "host: saved a.jpg")
    }
}
