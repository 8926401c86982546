import HTTPCamera
import Testing

@testable import martlet_watch

@Suite struct CommandTests {
    @Test(arguments: [
        [], ["--save", "a.jpg"], ["--record", "a.mkv", "--for", "1s", "--frames", "1", "--every", "1s"],
        ["--pipe", "--for", "1s", "--frames", "1", "--every", "1s", "--reconnect"],
        ["--measure", "1s", "--every", "1s", "--json"], ["--insecure", "--timeout", "1s", "--picture-limit", "1M"],
        ["--proxy", "socks5://host:1080", "--user", "me"],
    ])
    func right(_ options: [String]) {
        #expect(throws: Never.self) { try WatchCommand.parse(["http://host/"] + options) }
    }

    @Test(arguments: [
        (["--save", "a", "--pipe"], "--save and --pipe: it takes one of them"),
        (["--record", "a.mkv", "--measure", "1s"], "--record and --measure: it takes one of them"),
        (["--for", "1s"], "--for goes with --record or --pipe"),
        (["--measure", "1s", "--frames", "1"], "--frames goes with --record or --pipe"),
        (["--save", "a", "--every", "1s"], "--every goes with --record, --pipe or --measure"),
        (["--pipe", "--json"], "--json goes with --measure"),
        (["--measure", "1"], "'1' is no time: it takes "),
        (["--record", "a"], "'a' is nothing to record to: it takes "),
        (["--proxy", "host"], "'host' is no proxy: it takes "),
    ])
    func wrong(_ options: [String], _ words: String) {
        let error = #expect(throws: (any Error).self) { try WatchCommand.parse(["http://host/"] + options) }
        #expect(error.map { WatchCommand.message(for: $0).contains(words) } == true)
    }

    @Test(arguments: [
        ("http://host:1", HTTPCamera.Options.Proxy.http(host: "host", port: 1)),
        ("socks5://10.0.0.1:65535", .socks(host: "10.0.0.1", port: 65535)),
    ])
    func proxy(_ text: String, _ expected: HTTPCamera.Options.Proxy) throws {
        #expect(try HTTPCamera.Options.Proxy.parse(text) == expected)
    }

    @Test(arguments: [
        "", "http://", "http://host", "http://:1", "http://host:0", "http://host:65536", "http://host:1/",
        "https://host:1",
        "http://a:b@host:1",
    ])
    func noProxy(_ text: String) {
        #expect(throws: (any Error).self) { try HTTPCamera.Options.Proxy.parse(text) }
    }
}
