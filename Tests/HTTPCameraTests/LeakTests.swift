import Foundation
import Testing

@testable import HTTPCamera

@Suite(.serialized, .timeLimit(.minutes(10))) struct LeakTests {
    private final class Witness: Sendable {
        weak let feed: Feed?
        init(_ feed: Feed?) { self.feed = feed }
    }

    /// Descriptors of this process that are open.
    private static func descriptors() throws -> Int {
        #if os(Linux)
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        #else
            try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count
        #endif
    }

    @Test("10,000 opens and releases over real connections leave no descriptor, no connection and no object behind")
    func real() async throws {
        let server = LoopbackServer { _ in
            LoopbackServer.Reply(writes: [LoopbackServer.streamHead + Stream.part(1)], closes: false)
        }
        let port = try await server.start()
        let camera = HTTPCamera(url: "http://127.0.0.1:\(port)/", options: .patient)
        var witnesses: [Witness] = []
        var before = 0
        for turn in 0..<10_000 {
            try await camera.open()
            if turn % 2 == 0 { #expect(try await camera.read(timeout: nil).jpeg == Stream.picture(1)) }
            let witness = Witness(camera.feed)
            let feed = camera.feed
            camera.release()
            await feed?.waitUntilClosed()
            witnesses.append(witness)
            if turn == 100 { before = try Self.descriptors() }
        }
        await eventually("the server has no connection left") { server.connections == 0 }
        await eventually("no feed is left") { witnesses.allSatisfy { $0.feed == nil } }
        // Other tests run beside this one and have their own.
        await eventually("no descriptor is left") { ((try? Self.descriptors()) ?? .max) <= before + 50 }
        await server.stop()
    }

    @Test("nor do tasks that wait when they are released")
    func waiting() async throws {
        var witnesses: [Witness] = []
        for _ in 0..<2000 {
            let camera = LiteralServer([.stream(.silence)]).camera()
            try await camera.open()
            let reading = Task { try await camera.read(timeout: .seconds(5)) }
            let loop = Task { for try await _ in camera.frames {} }
            while camera.waiting < 2 { await Task.yield() }
            witnesses.append(Witness(camera.feed))
            camera.release()
            _ = await reading.result
            _ = await loop.result
        }
        await eventually("no feed is left") { witnesses.allSatisfy { $0.feed == nil } }
    }
}
