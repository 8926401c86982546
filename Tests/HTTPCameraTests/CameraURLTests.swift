import Testing

@testable import HTTPCamera

@Suite struct CameraURLTests {
    @Test(
        "what is sent of a URL",
        arguments: [
            ("http://martlet.local/stream", "http://martlet.local/stream"), ("http://A", "http://a/"),
            ("HTTP://a:80/", "http://a/"), ("https://a:443", "https://a/"), ("http://a:8080?x=1", "http://a:8080/?x=1"),
            ("http://a:/b", "http://a/b"), ("http://[FE80::1]:81/", "http://[fe80::1]:81/"),
            ("  http://a/b", "http://a/b"),
            ("http://a/b c/\"ä\"#part", "http://a/b%20c/%22%C3%A4%22"), ("http://a/%41%4", "http://a/%41%254"),
            ("http://a/../b/./c/../d/.", "http://a/b/d/"), ("http://a//b", "http://a//b"),
            ("http://u:p@a/b@c", "http://a/b@c"),
            ("http://a/?action=stream&x=[1]", "http://a/?action=stream&x=%5B1%5D"),
        ])
    func text(given: String, sent: String) throws {
        var credentials: Credentials?
        #expect(try CameraURL(given, credentials: &credentials).text == sent)
    }

    @Test(
        "names and passwords",
        arguments: [
            ("http://a/", nil), ("http://u@a/", Credentials(user: "u", password: "")),
            ("http://u:p:q@a/", Credentials(user: "u", password: "p:q")),
            ("http://:p@a", Credentials(user: "", password: "p")),
            ("http://u%40h:%C3%A4%zz@a/", Credentials(user: "u@h", password: "ä%zz")),
            ("http://u:p@q@a/", Credentials(user: "u", password: "p@q")),
        ])
    func credentials(url: String, expected: Credentials?) throws {
        var credentials: Credentials?
        _ = try CameraURL(url, credentials: &credentials)
        #expect(credentials == expected)
    }

    @Test(
        "what is no URL of a camera says so",
        arguments: [
            ("martlet.local", "'martlet.local' is no URL: it takes http://HOST[:PORT]/PATH, or https"),
            ("", "'' is no URL: it takes http://HOST[:PORT]/PATH, or https"),
            ("me:secret@a/", "'…@a/' is no URL: it takes http://HOST[:PORT]/PATH, or https"),
            ("http://me:se/cret@a/", "a password in a URL takes / as %2F, ? as %3F and # as %23"),
            ("rtsp://a/", "'rtsp' is no scheme for a camera: it takes http or https"),
            ("http://", "'' is no host: it takes a name in ASCII, or an address"),
            ("http://a b/", "'a b' is no host: it takes a name in ASCII, or an address"),
            ("http://käse/", "'käse' is no host: it takes a name in ASCII, or an address"),
            ("http://a:0/", "'0' is no port: it takes 1 to 65535"),
            ("http://a:65536", "'65536' is no port: it takes 1 to 65535"),
            ("http://[::1]80/", "'[::1]80' is no host: after ] it takes :PORT or nothing"),
        ])
    func bad(url: String, reason: String) async throws {
        let server = LiteralServer([])
        let camera = server.camera(url)
        await #expect(throws: HTTPCameraError.badURL(reason)) { try await camera.open() }
        #expect(server.requests.isEmpty)
    }

    @Test(
        "where redirects lead",
        arguments: [
            ("http://b/c", "http://b/c"), ("/c?d", "http://a:81/c?d"), ("c", "http://a:81/x/c"),
            ("../c", "http://a:81/c"),
            ("?d", "http://a:81/x/y?d"), ("//b:82/c", "http://b:82/c"), ("https://b", "https://b/"),
            ("c?t=1:2", "http://a:81/x/c?t=1:2"),
            ("", "http://a:81/x/"),
        ])
    func redirect(location: String, target: String) throws {
        var credentials: Credentials?
        let url = try CameraURL("http://a:81/x/y?z", credentials: &credentials)
        #expect(try url.redirected(to: location).text == target)
    }
}
