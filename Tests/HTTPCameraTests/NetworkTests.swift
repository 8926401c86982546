import Testing

@testable import HTTPCamera

/// AsyncHTTPClient against a real server.
@Suite(.serialized, .timeLimit(.minutes(10))) struct NetworkTests {
    private func withServer(
        _ answer: @escaping @Sendable (String) -> LoopbackServer.Reply,
        _ body: (LoopbackServer, Int) async throws -> Void
    ) async throws {
        let server = LoopbackServer(answer)
        let port = try await server.start()
        do {
            try await body(server, port)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test("chunked transfer coding, cut at every place")
    func chunked() async throws {
        let chunks = [Stream.part(1), Array(Stream.part(2).prefix(60)), Array(Stream.part(2).dropFirst(60))]
        var body: [UInt8] = []
        for chunk in chunks { body += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [13, 10] }
        let response =
            LoopbackServer.head(
                "200 OK", "Content-Type: multipart/x-mixed-replace; boundary=b", "Transfer-Encoding: chunked")
            + body + Array("0\r\n\r\n".utf8)
        try await withServer { request in
            let path = request.split(separator: " ")[1].dropFirst()
            let cut = Int(path) ?? 0
            return LoopbackServer.Reply(writes: [Array(response[..<cut]), Array(response[cut...])], closes: false)
        } _: { _, port in
            for cut in 1..<response.count {
                let camera = HTTPCamera(url: "http://127.0.0.1:\(port)/\(cut)", options: .once)
                try await camera.open()
                var last: [UInt8] = []
                for try await frame in camera.frames { last = frame.jpeg }
                #expect(last == Stream.picture(2), "cut at \(cut)")
                #expect(camera.statistics.received == 2, "cut at \(cut)")
            }
        }
    }

    @Test("an identity body that ends with the connection, and one that ends too early")
    func ends() async throws {
        try await withServer { request in
            let length = request.contains("/short") ? ["Content-Length: 9999"] : []
            let head = LoopbackServer.head("200 OK", "Content-Type: multipart/x-mixed-replace; boundary=b")
            let fields = Array(length.map { $0 + "\r\n" }.joined().utf8)
            return LoopbackServer.Reply(writes: [head.dropLast(2) + fields + [13, 10], Stream.part(1)])
        } _: { _, port in
            let whole = HTTPCamera(url: "http://127.0.0.1:\(port)/", options: .once)
            try await whole.open()
            #expect(try await whole.read(timeout: nil).jpeg == Stream.picture(1))
            await #expect(throws: HTTPCameraError.ended) { try await whole.read(timeout: nil) }
            let short = HTTPCamera(url: "http://127.0.0.1:\(port)/short", options: .once)
            try await short.open()
            #expect(try await short.read(timeout: nil).jpeg == Stream.picture(1))
            await #expect(throws: HTTPCameraError.connectionLost(reason: "closed by the server")) {
                try await short.read(timeout: nil)
            }
        }
    }

    @Test("statuses, redirects and passwords")
    func answers() async throws {
        try await withServer { request in
            if request.hasPrefix("GET /missing ") {
                return LoopbackServer.Reply(writes: [LoopbackServer.head("404 Not Found", "Content-Length: 0")])
            }
            if request.hasPrefix("GET /moved ") {
                return LoopbackServer.Reply(
                    writes: [LoopbackServer.head("302 Found", "Location: /stream?a=b", "Content-Length: 0")])
            }
            if request.contains("\r\nAuthorization: Basic bWU6c2VjcmV0\r\n") {
                return LoopbackServer.Reply(writes: [LoopbackServer.streamHead, Stream.part(1)], closes: false)
            }
            let challenge = "WWW-Authenticate: Basic realm=\"x\""
            return LoopbackServer.Reply(writes: [LoopbackServer.head("401 No", challenge, "Content-Length: 0")])
        } _: { server, port in
            await #expect(throws: HTTPCameraError.status(404)) {
                try await HTTPCamera(url: "http://127.0.0.1:\(port)/missing", options: .patient).open()
            }
            let camera = HTTPCamera(url: "http://me:secret@127.0.0.1:\(port)/moved", options: .patient)
            try await camera.open()
            #expect(try await camera.read(timeout: nil).jpeg == Stream.picture(1))
            camera.release()
            let lines = server.requests.compactMap { $0.split(separator: "\r\n").first }
            #expect(
                lines == ["GET /missing HTTP/1.1", "GET /moved HTTP/1.1", "GET /stream?a=b HTTP/1.1"]
                    + ["GET /stream?a=b HTTP/1.1"])
            #expect(
                server.requests.allSatisfy {
                    $0.contains("\r\nHost: 127.0.0.1:\(port)\r\n") || $0.contains("host: 127.0.0.1:\(port)\r\n")
                })
        }
    }

    @Test("nobody listens, no such host, a server without TLS, one without HTTP, and one that is silent")
    func unreachable() async throws {
        let server = LoopbackServer { _ in LoopbackServer.Reply(writes: []) }
        let port = try await server.start()
        await server.stop()
        await #expect(throws: HTTPCameraError.refused(host: "127.0.0.1", port: port)) {
            try await HTTPCamera(url: "http://127.0.0.1:\(port)/", options: .patient).open()
        }
        await #expect(throws: HTTPCameraError.refused(host: "localhost", port: port)) {
            try await HTTPCamera(url: "http://localhost:\(port)/", options: .patient).open()
        }
        await #expect(throws: HTTPCameraError.hostUnknown(host: "nobody.invalid")) {
            try await HTTPCamera(url: "http://nobody.invalid/", options: .patient).open()
        }
        try await withServer { _ in
            LoopbackServer.Reply(writes: [Array("SSH-2.0-x\r\n".utf8)])
        } _: { _, port in
            let error = await #expect(throws: HTTPCameraError.self) {
                try await HTTPCamera(url: "http://127.0.0.1:\(port)/", options: .patient).open()
            }
            #expect(error?.description.contains("what came is no HTTP") == true)
        }
        try await withServer { _ in
            LoopbackServer.Reply(writes: [], closes: false)
        } _: { _, port in
            var options = HTTPCamera.Options.patient
            options.silenceLimit = .milliseconds(500)
            await #expect(throws: HTTPCameraError.stalled(after: .milliseconds(500))) {
                try await HTTPCamera(url: "http://127.0.0.1:\(port)/", options: options).open()
            }
        }
    }

    @Test("a server that does not speak TLS")
    func plain() async throws {
        // The first bytes of TLS are no request, so the server answers when it sees any at all.
        let server = LoopbackServer(answersAnything: true) { _ in
            LoopbackServer.Reply(writes: [LoopbackServer.head("400 Bad Request")])
        }
        let port = try await server.start()
        await #expect(
            throws: HTTPCameraError.insecure(host: "localhost", reason: "it does not speak TLS at that port")
        ) { try await HTTPCamera(url: "https://localhost:\(port)/", options: .patient).open() }
        await server.stop()
    }

    @Test("a certificate that nobody signed is refused, unless it is not to be verified")
    func selfSigned() async throws {
        let server = LoopbackServer(security: try SelfSigned.context()) { _ in
            LoopbackServer.Reply(writes: [LoopbackServer.streamHead, Stream.part(1)], closes: false)
        }
        let url = "https://localhost:\(try await server.start())/"
        await #expect(throws: HTTPCameraError.insecure(host: "localhost", reason: "its certificate is not trusted")) {
            try await HTTPCamera(url: url, options: .patient).open()
        }
        var options = HTTPCamera.Options.patient
        options.verifiesCertificate = false
        let camera = HTTPCamera(url: url, options: options)
        try await camera.open()
        #expect(try await camera.read(timeout: nil).jpeg == Stream.picture(1))
        camera.release()
        await server.stop()
    }

    @Test("through an HTTP proxy the host is the proxy's to find")
    func proxy() async throws {
        try await withServer { request in
            if request.hasPrefix("CONNECT camera.invalid:80 ") {
                return LoopbackServer.Reply(writes: [LoopbackServer.head()], closes: false)
            }
            if request.hasPrefix("GET /stream ") {
                return LoopbackServer.Reply(writes: [LoopbackServer.streamHead, Stream.part(1)], closes: false)
            }
            return LoopbackServer.Reply(writes: [LoopbackServer.head("502 Bad Gateway", "Content-Length: 0")])
        } _: { _, port in
            var options = HTTPCamera.Options.patient
            options.proxy = .http(host: "127.0.0.1", port: port)
            let camera = HTTPCamera(url: "http://camera.invalid/stream", options: options)
            try await camera.open()
            #expect(try await camera.read(timeout: nil).jpeg == Stream.picture(1))
            camera.release()
            let error = await #expect(throws: HTTPCameraError.self) {
                try await HTTPCamera(url: "https://camera.invalid/", options: options).open()
            }
            guard case .proxyFailed = error else {
                Issue.record("\(String(reflecting: error))")
                return
            }
        }
    }

    @Test("to wait for ever is said by the longest duration there is")
    func longest() async throws {
        try await withServer { _ in
            LoopbackServer.Reply(writes: [LoopbackServer.streamHead, Stream.part(1)], closes: false)
        } _: { _, port in
            var options = HTTPCamera.Options.patient
            options.silenceLimit = .seconds(Int64.max)
            let camera = HTTPCamera(url: "http://127.0.0.1:\(port)/", options: options)
            try await camera.open()
            #expect(try await camera.read(timeout: .seconds(Int64.max)).jpeg == Stream.picture(1))
            let reading = Task { try await camera.read(timeout: .seconds(Int64.max)) }
            await eventually("it waits") { camera.waiting == 1 }
            camera.release()
            await #expect(throws: HTTPCameraError.released) { try await reading.value }
        }
    }

    @Test("a server that is killed and started again")
    func restarted() async throws {
        let answer: @Sendable (String) -> LoopbackServer.Reply = { _ in
            LoopbackServer.Reply(writes: [LoopbackServer.streamHead, Stream.part(1)], closes: false)
        }
        let first = LoopbackServer(answer)
        let port = try await first.start()
        var options = HTTPCamera.Options.patient
        options.reconnect = .backOff(initial: .milliseconds(20), maximum: .milliseconds(50))
        let camera = HTTPCamera(url: "http://127.0.0.1:\(port)/", options: options)
        try await camera.open()
        #expect(try await camera.read(timeout: nil).jpeg == Stream.picture(1))
        await first.stop()
        await eventually("it is refused") {
            camera.state == .reconnecting(.refused(host: "127.0.0.1", port: port))
        }
        let second = LoopbackServer(answer)
        _ = try await second.start(port: port)
        #expect(try await camera.read(timeout: nil).jpeg == Stream.picture(1))
        #expect(camera.statistics.reconnects == 1)
        camera.release()
        await eventually("the connection is closed") { second.connections == 0 }
        await second.stop()
    }
}
