import Testing

@testable import HTTPCamera

@Suite(.timeLimit(.minutes(5))) struct ReadTests {
    @Test("the last picture before the end is delivered, then the error, again and again")
    func lastPicture() async throws {
        let server = LiteralServer([.stream(.bytes(Stream.part(1) + Stream.closing))])
        let camera = server.camera(options: .once)
        try await camera.open()
        await eventually("the stream has ended") { camera.state == .ended(.ended) }
        #expect(!camera.isOpened)
        #expect(try await camera.read().jpeg == Stream.picture(1))
        await #expect(throws: HTTPCameraError.ended) { try await camera.read() }
        await #expect(throws: HTTPCameraError.ended) { try await camera.read(timeout: nil) }
        #expect(camera.statistics.received == 1)
        #expect(server.requests.map(\.url.text) == ["http://camera/stream"])
        await eventually("the transport is closed") { server.closed == 1 }
    }

    @Test("a picture that is whole by its Content-Length is delivered though the connection breaks behind it")
    func lastPictureBeforeBreak() async throws {
        let broken = HTTPCameraError.connectionLost(reason: "reset")
        let server = LiteralServer([.stream(.bytes(Array(Stream.part(1).dropLast(2))), .fail(broken))])
        let camera = server.camera(options: .once)
        try await camera.open()
        #expect(try await camera.read().jpeg == Stream.picture(1))
        await #expect(throws: broken) { try await camera.read() }
    }

    @Test(
        "half a picture at the end is not delivered, and counted as bad; half its head is nothing yet",
        arguments: [(40, 0), (53, 0), (54, 1), (84, 1)])
    func halfPicture(bytes: Int, bad: Int) async throws {
        let half = Array(Stream.part(2).prefix(bytes))
        let server = LiteralServer([.stream(.bytes(Stream.part(1) + half))])
        let camera = server.camera(options: .once)
        try await camera.open()
        #expect(try await camera.read().jpeg == Stream.picture(1))
        await #expect(throws: HTTPCameraError.ended) { try await camera.read() }
        #expect(camera.statistics.received == 1)
        #expect(camera.statistics.bad == bad)
    }

    @Test("read gives the newest, and what nobody took is counted as skipped")
    func newestOnly() async throws {
        let more = Gate()
        let server = LiteralServer([
            .stream(
                .bytes(Stream.part(1) + Stream.part(2) + Stream.part(3)), .gate(more), .bytes(Stream.part(4)), .silence)
        ])
        let camera = server.camera()
        try await camera.open()
        await eventually("three have come") { camera.statistics.received == 3 }
        #expect(try await camera.read().jpeg == Stream.picture(3))
        await #expect(throws: HTTPCameraError.timedOut(after: .zero, while: nil)) {
            try await camera.read(timeout: .zero)
        }
        more.open()
        #expect(try await camera.read().jpeg == Stream.picture(4))
        #expect(camera.statistics.skipped == 2)
        camera.release()
    }

    @Test(
        "with a backlog read gives all in order; what is over its limit goes, oldest first, and is counted as skipped",
        arguments: [(96, 4, 0), (95, 3, 1), (64, 3, 1), (63, 2, 2), (1, 1, 3), (0, 1, 3), (-1, 1, 3)])
    func backlog(limit: Int, kept: Int, skipped: Int) async throws {
        var options = HTTPCamera.Options.once
        options.backlogLimit = limit
        let more = Gate()
        let first = Stream.part(1) + Stream.part(2) + Stream.part(3) + Stream.part(4)
        let camera = LiteralServer([.stream(.bytes(first), .gate(more), .bytes(Stream.part(5)))])
            .camera(options: options)
        try await camera.open()
        await eventually("four have come, of 32 bytes each") { camera.statistics.received == 4 }
        #expect(camera.statistics.skipped == skipped)
        for number in 5 - UInt8(kept)...4 { #expect(try await camera.read().jpeg == Stream.picture(number)) }
        await #expect(throws: HTTPCameraError.timedOut(after: .zero, while: nil)) {
            try await camera.read(timeout: .zero)
        }
        more.open()
        #expect(try await camera.read().jpeg == Stream.picture(5))
        await #expect(throws: HTTPCameraError.ended) { try await camera.read() }
        #expect(camera.statistics.skipped == skipped)
    }

    @Test("a backlog has 10,000 pictures at most, however small")
    func backlogOfSmallPictures() async throws {
        var options = HTTPCamera.Options.once
        options.backlogLimit = 1 << 40
        let most = FeedState.mostInBacklog
        let burst = (0..<most + 2).flatMap { Stream.part(UInt8(1 + $0 % 100)) }
        let camera = LiteralServer([.stream(.bytes(burst))]).camera(options: options)
        try await camera.open()
        await eventually("all have come") { !camera.isOpened }
        #expect(camera.statistics.received == most + 2)
        #expect(camera.statistics.skipped == 1)
        #expect(try await camera.read().jpeg == Stream.picture(2))
    }

    @Test("a loop has the newest, whatever is kept for read, and what it has had is not skipped")
    func backlogBesideLoop() async throws {
        var options = HTTPCamera.Options.once
        options.backlogLimit = 32
        let more = Gate()
        let camera = LiteralServer([
            .stream(.bytes(Stream.part(1) + Stream.part(2)), .gate(more), .bytes(Stream.part(3) + Stream.part(4)))
        ]).camera(options: options)
        try await camera.open()
        await eventually("two have come") { camera.statistics.received == 2 }
        var loop = camera.frames.makeAsyncIterator()
        #expect(try await loop.next()?.jpeg == Stream.picture(2))
        more.open()
        await eventually("the stream has ended") { !camera.isOpened }
        #expect(try await loop.next()?.jpeg == Stream.picture(4))
        #expect(camera.statistics.skipped == 1)
        for number in 3...4 as ClosedRange<UInt8> { #expect(try await camera.read().jpeg == Stream.picture(number)) }
    }

    @Test("read waits no longer than it was told, by the clock")
    func timeout() async throws {
        let clock = ManualClock()
        let camera = LiteralServer([.stream(.silence)]).camera(clock: clock)
        try await camera.open()
        let reading = Task { try await camera.read(timeout: .seconds(3)) }
        await eventually("read waits") { clock.sleeps.first == .seconds(3) }
        clock.advance(by: .milliseconds(2999))
        #expect(clock.sleeps.first == .seconds(3))
        clock.advance(by: .milliseconds(1))
        await #expect(throws: HTTPCameraError.timedOut(after: .seconds(3), while: nil)) { try await reading.value }
        camera.release()
    }

    @Test("of readers that wait at once each gets a picture of its own")
    func concurrentReaders() async throws {
        let gates = (0..<8).map { _ in Gate() }
        let steps = (0..<8).flatMap { [LiteralServer.Step.gate(gates[$0]), .bytes(Stream.part(UInt8($0 + 1)))] }
        let answer = LiteralServer.Answer(
            head: TransportHead(status: 200, contentType: "multipart/x-mixed-replace"), steps: steps + [.silence])
        let camera = LiteralServer([answer]).camera()
        try await camera.open()
        let pictures = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for reader in 0..<8 {
                group.addTask { (reader, try await camera.read(timeout: nil).jpeg) }
                await eventually("it waits") { camera.waiting == reader + 1 }
            }
            var pictures: [[UInt8]] = []
            for gate in gates {
                gate.open()
                guard let (reader, picture) = try await group.next() else { break }
                #expect(reader == pictures.count, "in the order that they came")
                pictures.append(picture)
            }
            return pictures
        }
        #expect(pictures == (1...8).map { Stream.picture($0) })
        camera.release()
    }

    @Test("what Martlet tells of a picture, and what of it others tell")
    func fields() async throws {
        let ustreamer = "X-Timestamp: 1700000001.25\r\nX-UStreamer-Latency: 0.004\r\n"
        let more = Gate()
        let server = LiteralServer([
            .stream(
                .bytes(Stream.numbered(1, sequence: 42)), .gate(more), .bytes(Stream.part(2, fields: ustreamer)),
                .silence)
        ])
        let clock = ManualClock()
        let camera = server.camera(clock: clock)
        try await camera.open()
        let own = try await camera.read()
        #expect(own.sequence == 42)
        #expect(own.captureTime?.timeIntervalSince1970 == 1_700_000_000.5)
        #expect(own.ageWhenSent == .microseconds(12500))
        #expect(own.arrival == clock.start)
        clock.advance(by: .milliseconds(100))
        #expect(own.age(at: clock.now) == .microseconds(112_500))
        #expect(camera.statistics.age == .microseconds(112_500))
        more.open()
        let other = try await camera.read()
        #expect(other.sequence == nil)
        #expect(other.captureTime == nil)
        #expect(other.ageWhenSent == .milliseconds(4))
        camera.release()
    }

    @Test("what is no whole picture is counted, and not delivered")
    func badParts() async throws {
        var options = HTTPCamera.Options.once
        options.pictureLimit = 1000
        let text = Array("--b\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi\r\n".utf8)
        let damaged = Stream.part(1, body: Array(Stream.picture(1).dropLast(2)))
        let large = Stream.part(
            1, body: Stream.picture(1).dropLast(2) + [UInt8](repeating: 0, count: 2000) + [0xFF, 0xD9])
        let server = LiteralServer([.stream(.bytes(text + damaged + large + Stream.part(2)))])
        let camera = server.camera(options: options)
        try await camera.open()
        #expect(try await camera.read().jpeg == Stream.picture(2))
        await eventually("the stream has ended") { !camera.isOpened }
        #expect(camera.statistics.received == 1)
        #expect(camera.statistics.bad == 3)
        #expect(camera.statistics.bytes == text.count + damaged.count + large.count + Stream.part(2).count)
    }

    @Test("a stream that comes a byte at a time")
    func byteByByte() async throws {
        let bytes = Stream.part(1) + Stream.part(2) + Stream.closing
        let answer = LiteralServer.Answer(
            head: TransportHead(status: 200, contentType: "multipart/x-mixed-replace;boundary=b"),
            steps: bytes.map { .bytes([$0]) })
        let camera = LiteralServer([answer]).camera(options: .once)
        try await camera.open()
        await eventually("the stream has ended") { !camera.isOpened }
        #expect(camera.statistics.received == 2)
        #expect(try await camera.read().jpeg == Stream.picture(2))
    }
}

extension HTTPCamera {
    /// How many calls wait for something.
    var waiting: Int { feed?.state.withLockedValue { $0.waiters.count } ?? 0 }
}
