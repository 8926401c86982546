import Testing

@testable import Appliance

@Suite("Who may change something")
struct AccessTests {
    @Test(arguments: [
        "", "Sec-Fetch-Site: same-origin\r\n", "Sec-Fetch-Site: none\r\n", "Origin: http://martlet.local:8080\r\n",
        "Origin: https://martlet.local:8080\r\n", "Origin: HTTP://MARTLET.local:8080\r\n",
        "Sec-Fetch-Site: same-origin\r\nOrigin: http://martlet.local:8080\r\n",
    ])
    func permitted(_ fields: String) {
        let bench = Bench()
        #expect(bench.ask(request("PUT", "/streaming", fields, body: "off")) == Reply.line("200 OK", "off").text)
        #expect(bench.server.supervisor.state == .paused)
    }

    @Test(arguments: [
        ("http://[::1]:8080", "[::1]:8080", true), ("http://[::1]:8080", "[::1]", false), ("http://a", "a", true),
        ("http://a", "a:80", false), ("http://a:8080", "b:8080", false), ("http://", "a", false), ("http:", "a", false),
        ("a", "a", false),
    ])
    func originMustBeTheHost(_ origin: String, _ host: String, _ isPermitted: Bool) {
        let bench = Bench()
        let text =
            "PUT /streaming HTTP/1.1\r\nHost: \(host)\r\nOrigin: \(origin)\r\nContent-Length: 3\r\n\r\noff"
        #expect(bench.ask(text).hasPrefix("HTTP/1.1 \(isPermitted ? "200" : "403") "))
    }
}
