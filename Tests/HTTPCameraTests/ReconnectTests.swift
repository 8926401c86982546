import Testing

@testable import HTTPCamera

@Suite(.timeLimit(.minutes(5))) struct ReconnectTests {
    private let refused = HTTPCameraError.refused(host: "camera", port: 80)

    @Test("it waits 250 ms, then twice as long each time up to 5 s, and 250 ms again after a picture")
    func backOff() async throws {
        let clock = ManualClock()
        let refusals = [LiteralServer.Answer](repeating: .failure(refused), count: 7)
        let server = LiteralServer(
            [.stream(.bytes(Stream.part(1)))] + refusals
                + [.stream(.bytes(Stream.part(2))), .failure(refused), .stream(.bytes(Stream.part(3)), .silence)])
        let camera = server.camera(clock: clock)
        try await camera.open()
        #expect(try await camera.read().jpeg == Stream.picture(1))
        var cause = HTTPCameraError.ended
        for (attempt, delay) in [250, 500, 1000, 2000, 4000, 5000, 5000, 5000].enumerated() {
            await eventually("it waits after attempt \(attempt)") {
                clock.sleeps == [clock.start.duration(to: clock.now) + .milliseconds(delay)]
            }
            #expect(camera.state == .reconnecting(cause))
            #expect(camera.isOpened)
            #expect(server.requests.count == attempt + 1)
            clock.advance(by: .milliseconds(delay))
            cause = refused
        }
        #expect(try await camera.read(timeout: nil).jpeg == Stream.picture(2))
        for delay in [250, 500] {
            await eventually("it waits \(delay) ms") {
                clock.sleeps == [clock.start.duration(to: clock.now) + .milliseconds(delay)]
            }
            clock.advance(by: .milliseconds(delay))
        }
        #expect(try await camera.read(timeout: nil).jpeg == Stream.picture(3))
        #expect(camera.statistics.reconnects == 2)
        #expect(camera.statistics.received == 3)
        camera.release()
        await eventually("the transport is closed, once") { server.closed == 1 }
    }

    @Test(
        "the wait is never less than a millisecond, and never more than a clock can count",
        arguments: [
            (.zero, .zero, [1, 1, 1]), (.seconds(-1), .seconds(-1), [1, 1, 1]),
            (.milliseconds(3), .milliseconds(2), [2, 2, 2]),
            (.seconds(Int64.max), .seconds(Int64.max), [century, century, century]),
        ] as [(Duration, Duration, [Int64])])
    func boundedBackOff(initial: Duration, maximum: Duration, milliseconds: [Int64]) {
        var backOff = BackOff(.backOff(initial: initial, maximum: maximum))
        #expect((0..<3).map { _ in backOff.next() } == milliseconds.map { .milliseconds($0) })
    }

    private static let century: Int64 = 100 * 365 * 86400 * 1000

    @Test("a read that waits meanwhile gets the first picture of the new connection")
    func readAcross() async throws {
        let clock = ManualClock()
        let camera = LiteralServer([.stream(), .stream(.bytes(Stream.part(2)), .silence)]).camera(clock: clock)
        try await camera.open()
        let reading = Task { try await camera.read(timeout: nil) }
        await eventually("it waits to reconnect") { camera.state == .reconnecting(.ended) && camera.waiting == 1 }
        await eventually("by the clock") { clock.sleeps == [.milliseconds(250)] }
        clock.advance(by: .milliseconds(250))
        #expect(try await reading.value.jpeg == Stream.picture(2))
        camera.release()
    }

    @Test("a read that runs out of time meanwhile says what had happened")
    func timeoutMeanwhile() async throws {
        let clock = ManualClock()
        let camera = LiteralServer([.stream()]).camera(clock: clock)
        try await camera.open()
        await eventually("it waits to reconnect") { camera.state == .reconnecting(.ended) }
        await #expect(throws: HTTPCameraError.timedOut(after: .zero, while: .ended)) {
            try await camera.read(timeout: .zero)
        }
        camera.release()
    }

    @Test("a stream from which nothing comes for 10 s is connected anew")
    func stalled() async throws {
        let clock = ManualClock()
        let more = Gate()
        let server = LiteralServer([
            .stream(.bytes(Stream.part(1)), .gate(more), .bytes([0x2D]), .silence),
            .stream(.bytes(Stream.part(2)), .silence),
        ])
        let camera = server.camera(clock: clock)
        try await camera.open()
        _ = try await camera.read()
        await eventually("the watch sleeps") { clock.sleeps == [.seconds(10)] }
        clock.advance(by: .seconds(6))
        more.open()
        await eventually("a byte came") { camera.statistics.bytes == Stream.part(1).count + 1 }
        clock.advance(by: .seconds(4))
        await eventually("the watch sleeps from that byte on") { clock.sleeps == [.seconds(16)] }
        #expect(camera.state == .streaming)
        clock.advance(by: .seconds(6))
        await eventually("it waits to reconnect") { clock.sleeps == [.milliseconds(16250)] }
        #expect(camera.state == .reconnecting(.stalled(after: .seconds(10))))
        clock.advance(by: .milliseconds(250))
        #expect(try await camera.read(timeout: nil).jpeg == Stream.picture(2))
        camera.release()
    }

    @Test("release ends the wait")
    func release() async throws {
        let clock = ManualClock()
        let server = LiteralServer([.stream()])
        let camera = server.camera(clock: clock)
        try await camera.open()
        await eventually("it waits to reconnect") { clock.sleeps == [.milliseconds(250)] }
        camera.release()
        await eventually("nothing waits, and the transport is closed") { clock.sleeps.isEmpty && server.closed == 1 }
    }

    @Test(
        "a server that numbers its pictures: never an older one after a newer one",
        arguments: [
            // Within a connection.
            ([[5, 6, 6, 4, 7]], [5, 6, 7]),
            // The last of one connection is the first of the next.
            ([[5, 6], [6, 7]], [5, 6, 7]),
            // The server counts anew.
            ([[5, 6], [1, 2]], [5, 6, 1, 2]),
            ([[5, 6], [1, 2, 1, 3]], [5, 6, 1, 2, 3]),
        ])
    func order(connections: [[Int]], delivered: [Int]) async throws {
        let clock = ManualClock()
        var answers: [LiteralServer.Answer] = []
        var gates: [Gate] = []
        for sequences in connections {
            var steps: [LiteralServer.Step] = []
            for sequence in sequences {
                gates.append(Gate())
                steps += [.gate(gates[gates.count - 1]), .bytes(Stream.numbered(UInt8(sequence), sequence: sequence))]
            }
            answers.append(
                LiteralServer.Answer(
                    head: TransportHead(status: 200, contentType: "multipart/x-mixed-replace"), steps: steps))
        }
        let camera = LiteralServer(answers).camera(clock: clock)
        try await camera.open()
        let count = delivered.count
        let reading = Task {
            var sequences: [Int] = []
            for try await frame in camera.frames {
                sequences.append(frame.sequence ?? -1)
                if sequences.count == count { break }
            }
            return sequences
        }
        var gate = 0
        for (index, sequences) in connections.enumerated() {
            if index > 0 {
                await eventually("it waits to reconnect") {
                    clock.sleeps.first == clock.start.duration(to: clock.now) + .milliseconds(250)
                }
                clock.advance(by: .milliseconds(250))
            }
            for _ in sequences {
                await eventually("the loop waits, or is done") { camera.waiting == 1 }
                gates[gate].open()
                gate += 1
                await eventually("picture \(gate) was judged") {
                    camera.statistics.received + camera.statistics.outdated == gate
                }
            }
        }
        #expect(try await reading.value == delivered)
        #expect(camera.statistics.outdated == gate - count)
        camera.release()
    }

    @Test("within a connection a smaller number with a later time of capture is a server that counts anew")
    func relay() async throws {
        let bytes =
            Stream.numbered(6, sequence: 6, timestamp: "100.0") + Stream.numbered(1, sequence: 1, timestamp: "101.0")
        let camera = LiteralServer([.stream(.bytes(bytes))]).camera(options: .once)
        try await camera.open()
        await eventually("the stream has ended") { !camera.isOpened }
        #expect(camera.statistics.received == 2)
        #expect(try await camera.read().sequence == 1)
    }

    @Test("a password that is refused is not tried again")
    func locked() async throws {
        let clock = ManualClock()
        let server = LiteralServer([.stream(), .status(401)])
        let camera = server.camera(clock: clock)
        try await camera.open()
        await eventually("it waits to reconnect") { clock.sleeps == [.milliseconds(250)] }
        clock.advance(by: .milliseconds(250))
        let refused = HTTPCameraError.unauthorized(reason: "the server asks for a password, and none was given")
        await #expect(throws: refused) { try await camera.read(timeout: nil) }
        #expect(camera.state == .ended(refused))
    }
}
