import Testing

@testable import HTTPCamera

@Suite(.timeLimit(.minutes(5))) struct PasswordTests {
    private static let basic = #"Basic realm="camera""#
    private static let digest = #"Digest realm="camera", nonce="n1", qop="auth", algorithm=MD5"#
    private static let strong = #"Digest realm="camera", nonce="n2", qop="auth", algorithm=SHA-256"#
    private static let refusal = HTTPCameraError.unauthorized(reason: "the server refused the password of 'me'")

    private static func challenge(_ values: String...) -> LiteralServer.Answer { .status(401, challenges: values) }
    private static let picture = LiteralServer.Answer.stream(.bytes(Stream.part(1)), .silence)

    @Test(
        "nothing is sent before the server asks; then what it asks for, the strongest first",
        arguments: [
            ([basic], "Basic bWU6c2VjcmV0"), ([digest], "Digest "), ([basic, digest, strong], "Digest "),
        ])
    func schemes(challenges: [String], start: String) async throws {
        let server = LiteralServer([.status(401, challenges: challenges), Self.picture])
        let camera = server.camera("http://me:secret@camera/stream")
        try await camera.open()
        let sent = server.requests.map(\.authorization)
        #expect(sent.count == 2)
        #expect(sent.first == .some(nil))
        let answer = try #require(sent.last ?? nil)
        #expect(answer.hasPrefix(start))
        if challenges.count == 3 { #expect(answer.contains("algorithm=SHA-256")) }
        camera.release()
    }

    @Test("the options' password goes before the URL's; escapes in a URL are undone")
    func sources() async throws {
        var options = HTTPCamera.Options()
        options.credentials = Credentials(user: "Aladdin", password: "open sesame")
        for (url, options) in [
            ("http://me:secret@camera/", options), ("http://Aladdin:open%20sesame@camera/", HTTPCamera.Options()),
        ] {
            let server = LiteralServer([Self.challenge(Self.basic), Self.picture])
            let camera = server.camera(url, options: options)
            try await camera.open()
            #expect(server.requests.last?.authorization == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
            camera.release()
        }
    }

    @Test("a password that is refused is sent once", arguments: [basic, digest])
    func refused(challenge: String) async throws {
        let server = LiteralServer([Self.challenge(challenge), Self.challenge(challenge)])
        let camera = server.camera("http://me:secret@camera/stream")
        await #expect(throws: Self.refusal) { try await camera.open() }
        #expect(server.requests.count == 2)
    }

    @Test("a stale nonce is no refusal, unless it is always stale")
    func stale() async throws {
        let stale = Self.digest + ", stale=true"
        let server = LiteralServer([Self.challenge(Self.digest), Self.challenge(stale), Self.picture])
        let camera = server.camera("http://me:secret@camera/stream")
        try await camera.open()
        camera.release()
        let endless = LiteralServer([LiteralServer.Answer](repeating: Self.challenge(stale), count: 10))
        await #expect(throws: Self.refusal) { try await endless.camera("http://me:secret@camera/stream").open() }
        #expect(endless.requests.count == 4)
    }

    @Test("how to answer is remembered over reconnections, and asked for anew when the server has forgotten")
    func remembered() async throws {
        let clock = ManualClock()
        let once = LiteralServer.Answer.stream(.bytes(Stream.part(1)))
        let server = LiteralServer([
            Self.challenge(Self.digest), once, once, Self.challenge(Self.strong), Self.picture,
        ])
        let camera = server.camera("http://me:secret@camera/stream", clock: clock)
        try await camera.open()
        for count in 1...2 {
            await eventually("it waits to reconnect") { clock.sleeps == [.milliseconds(250 * count)] }
            clock.advance(by: .milliseconds(250))
        }
        await eventually("it has asked five times") { server.requests.count == 5 && camera.state == .streaming }
        let sent = server.requests.map { $0.authorization ?? "" }
        #expect(sent[1].contains("nc=00000001") && sent[2].contains("nc=00000002"))
        #expect(sent[3].contains("nc=00000003") && sent[4].contains(#"nonce="n2""#))
        camera.release()
    }

    @Test(
        "a redirect is followed, and only to the same server with the password",
        arguments: [
            ("/other", "http://camera/other", true), ("http://camera:80/other", "http://camera/other", true),
            ("http://camera:8080/other", "http://camera:8080/other", false),
            ("https://camera/other", "https://camera/other", false),
            ("http://else/other", "http://else/other", false), ("//else/x", "http://else/x", false),
        ])
    func redirects(location: String, url: String, isSent: Bool) async throws {
        let server = LiteralServer([
            Self.challenge(Self.basic), .status(302, location: location), Self.picture,
        ])
        let camera = server.camera("http://me:secret@camera/stream")
        try await camera.open()
        #expect(server.requests.map(\.url.text) == ["http://camera/stream", "http://camera/stream", url])
        #expect((server.requests[2].authorization != nil) == isSent)
        camera.release()
    }

    @Test("another server that asks for the password does not get it")
    func otherServer() async throws {
        let server = LiteralServer([.status(302, location: "http://else/"), Self.challenge(Self.basic)])
        let camera = server.camera("http://me:secret@camera/stream")
        await #expect(
            throws: HTTPCameraError.unauthorized(
                reason: "'else' asks for a password; the one given is for 'camera' alone")
        ) { try await camera.open() }
        #expect(server.requests.allSatisfy { $0.authorization == nil })
    }

    @Test(
        "what cannot be answered is said",
        arguments: [
            ("http://camera/", [basic], "the server asks for a password, and none was given"),
            ("http://me:secret@camera/", [], "the server answered 401 and did not say how to send a password"),
            (
                "http://me:secret@camera/", ["Negotiate"],
                "the server takes a password by 'negotiate' alone; known are Basic, and Digest with MD5 or SHA-256"
            ),
        ])
    func unanswerable(url: String, challenges: [String], reason: String) async throws {
        let server = LiteralServer([.status(401, challenges: challenges)])
        await #expect(throws: HTTPCameraError.unauthorized(reason: reason)) { try await server.camera(url).open() }
    }

    @Test(
        "redirects that lead nowhere",
        arguments: [
            (
                [LiteralServer.Answer](repeating: .status(302, location: "x/y"), count: 10),
                "the server sent the request elsewhere more than 5 times"
            ),
            ([.status(301, location: "stream")], "the server sent the request to where it came from"),
            (
                [.status(301, location: "rtsp://camera/")],
                "the server sent the request to 'rtsp://camera/', which is no http URL"
            ),
            ([.status(301, location: "//a b/")], "the server sent the request to '//a b/', which is no http URL"),
        ])
    func badRedirects(answers: [LiteralServer.Answer], reason: String) async throws {
        let server = LiteralServer(answers)
        await #expect(throws: HTTPCameraError.badRedirect(reason)) { try await server.camera().open() }
    }

    @Test("from a secure server none is followed to one that is not")
    func insecure() async throws {
        let server = LiteralServer([.status(302, location: "http://camera/")])
        await #expect(
            throws: HTTPCameraError.badRedirect(
                "the server sent the request to 'http://camera/', which is not secure; 'https://camera/stream' is")
        ) { try await server.camera("https://camera/stream").open() }
    }
}
