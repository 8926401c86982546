import Dispatch
import NIOCore
import Testing

@testable import HTTPCamera
@testable import martlet_watch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(5))) struct GivingUpTests {
    private static let pictures = 100

    /// A server that sends a hundred pictures at once, and then nothing more.
    private struct Burst: Transport {
        func get(
            _ request: TransportRequest, head: (TransportHead) -> Bool, bytes: (ByteBuffer) -> Void
        ) async throws(HTTPCameraError) {
            guard head(TransportHead(status: 200, contentType: "multipart/x-mixed-replace;boundary=b")) else { return }
            // One pixel, of which nothing is there to decode.
            let picture: [UInt8] =
                [0xFF, 0xD8, 0xFF, 0xDB, 0, 2, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0]
                + [0xFF, 0xDA, 0, 2, 1, 0xFF, 0xD9]
            let head = "--b\r\nContent-Type: image/jpeg\r\nContent-Length: \(picture.count)\r\n\r\n"
            let part = Array(head.utf8) + picture
            bytes(ByteBuffer(bytes: (0..<pictures).flatMap { _ in part + Array("\r\n".utf8) }))
            // The end of the test cancels it.
            try? await Task.sleep(for: .seconds(3600))
            throw .cancelled
        }

        func close() async {}
    }

    /// A disk that takes so long over the first picture that all have come, and Ctrl-C as well.
    private struct SlowSink: FrameSink {
        let camera: WaitingCamera
        var count = 0

        mutating func add(_ jpeg: [UInt8], at time: Duration) throws(OutputError) {
            if count == 0 {
                while camera.camera.statistics.received < pictures { usleep(1000) }
                camera.giveUp()
            }
            count += 1
        }

        func finish() {}
    }

    @Test(
        "Ctrl-C ends a recording once what had come by then is written; without a backlog at once",
        arguments: [(1 << 20, pictures), (0, 1)])
    func backlog(limit: Int, recorded: Int) async throws {
        var options = HTTPCamera.Options()
        options.backlogLimit = limit
        let camera = HTTPCamera(url: "http://camera/", options: options, clock: SystemClock()) { _ in Burst() }
        defer { camera.release() }
        // It blocks its thread, which must be none of those that tasks run on.
        let outcome = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                let waiting = WaitingCamera(camera)
                let recorder = Recorder(
                    camera: waiting, limits: Recorder.Limits(), interruption: Interruption(for: nil),
                    showsProgress: false)
                var sink = SlowSink(camera: waiting)
                do {
                    continuation.resume(returning: recorder.run(into: &sink, first: try waiting.first()))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
        #expect(outcome.pictures == recorded)
        #expect(outcome.failure == nil)
    }
}
