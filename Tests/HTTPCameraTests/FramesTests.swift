import Testing

@testable import HTTPCamera

@Suite(.timeLimit(.minutes(5))) struct FramesTests {
    @Test("a loop ends with the stream, the last picture delivered")
    func loop() async throws {
        let gates = (0..<3).map { _ in Gate() }
        let server = LiteralServer([
            .stream(
                .bytes(Stream.part(1)), .gate(gates[0]), .bytes(Stream.part(2)), .gate(gates[1]),
                .bytes(Stream.part(3) + Stream.closing))
        ])
        let camera = server.camera(options: .once)
        try await camera.open()
        var pictures: [[UInt8]] = []
        for try await frame in camera.frames {
            pictures.append(frame.jpeg)
            gates[pictures.count - 1].open()
        }
        #expect(pictures == [1, 2, 3].map { Stream.picture($0) })
        #expect(camera.statistics.skipped == 0)
    }

    @Test("each loop gets all, beside the others and read")
    func independent() async throws {
        let server = LiteralServer([.stream(.bytes(Stream.part(1)))])
        let camera = server.camera(options: .once)
        try await camera.open()
        #expect(try await camera.read().jpeg == Stream.picture(1))
        for _ in 0..<2 {
            var pictures: [[UInt8]] = []
            for try await frame in camera.frames { pictures.append(frame.jpeg) }
            #expect(pictures == [Stream.picture(1)])
        }
    }

    @Test("a slow loop is given the newest only")
    func slow() async throws {
        let more = Gate()
        let server = LiteralServer([
            .stream(.bytes(Stream.part(1)), .gate(more), .bytes(Stream.part(2) + Stream.part(3) + Stream.part(4)))
        ])
        let camera = server.camera(options: .once)
        try await camera.open()
        var pictures: [[UInt8]] = []
        for try await frame in camera.frames {
            pictures.append(frame.jpeg)
            more.open()
            await eventually("the stream has ended") { !camera.isOpened }
        }
        #expect(pictures == [1, 4].map { Stream.picture($0) })
        #expect(camera.statistics.skipped == 2)
    }

    @Test("a loop throws what broke the connection")
    func broken() async throws {
        let broken = HTTPCameraError.connectionLost(reason: "reset")
        let camera = LiteralServer([.stream(.fail(broken))]).camera(options: .once)
        try await camera.open()
        await #expect(throws: broken) { for try await _ in camera.frames {} }
    }

    @Test("a loop ends when its task is cancelled, waiting or not")
    func cancelled() async throws {
        let camera = LiteralServer([.stream(.bytes(Stream.part(1)), .silence)]).camera()
        try await camera.open()
        let loop = Task {
            var count = 0
            for try await _ in camera.frames { count += 1 }
            return count
        }
        await eventually("it waits for the second picture") { camera.waiting == 1 }
        loop.cancel()
        #expect(try await loop.value == 1)
        #expect(camera.isOpened)
        let late = Task {
            var count = 0
            while !Task.isCancelled { await Task.yield() }
            for try await _ in camera.frames { count += 1 }
            return count
        }
        late.cancel()
        #expect(try await late.value == 0)
        camera.release()
    }
}
