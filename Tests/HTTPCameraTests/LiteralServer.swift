import NIOConcurrencyHelpers
import NIOCore

@testable import HTTPCamera

/// A server that answers each request with the next of its answers: literal bytes, and pauses until a test goes on.
final class LiteralServer: Transport {
    enum Step: Sendable {
        case bytes([UInt8])
        /// Waits until the test opens the gate.
        case gate(Gate)
        /// The connection breaks.
        case fail(HTTPCameraError)
        /// Nothing more comes, and no end.
        case silence
    }

    struct Answer: Sendable {
        var head: TransportHead
        var steps: [Step]
        /// The request fails before there is an answer.
        var failure: HTTPCameraError?

        static func stream(_ steps: Step..., type: String = "multipart/x-mixed-replace;boundary=b") -> Answer {
            Answer(head: TransportHead(status: 200, contentType: type), steps: steps)
        }

        static func status(_ status: Int, location: String? = nil, challenges: [String] = []) -> Answer {
            Answer(
                head: TransportHead(status: status, location: location, challenges: challenges),
                steps: [.bytes(Array("no picture here".utf8))])
        }

        static func failure(_ error: HTTPCameraError) -> Answer {
            Answer(head: TransportHead(status: 0), steps: [], failure: error)
        }
    }

    private struct State {
        var answers: [Answer]
        var requests: [TransportRequest] = []
        var closed = 0
    }

    private let state: NIOLockedValueBox<State>

    init(_ answers: [Answer]) {
        state = NIOLockedValueBox(State(answers: answers))
    }

    var requests: [TransportRequest] { state.withLockedValue(\.requests) }
    var closed: Int { state.withLockedValue(\.closed) }

    func get(
        _ request: TransportRequest, head: (TransportHead) -> Bool, bytes: (ByteBuffer) -> Void
    ) async throws(HTTPCameraError) {
        let answer = state.withLockedValue { state in
            state.requests.append(request)
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
        guard let answer else { return try await silence() }
        if let failure = answer.failure { throw failure }
        guard head(answer.head) else { return }
        for step in answer.steps {
            switch step {
            case .bytes(let content): bytes(ByteBuffer(bytes: content))
            case .gate(let gate): await gate.wait()
            case .fail(let error): throw error
            case .silence: try await silence()
            }
            if Task.isCancelled { throw .cancelled }
        }
    }

    func close() async { state.withLockedValue { $0.closed += 1 } }

    private func silence() async throws(HTTPCameraError) {
        await Gate().wait()
        throw .cancelled
    }

    /// A camera that has this for its server.
    func camera(
        _ url: String = "http://camera/stream", clock: ManualClock = ManualClock(),
        options: HTTPCamera.Options = HTTPCamera.Options()
    ) -> HTTPCamera {
        HTTPCamera(url: url, options: options, clock: clock) { _ in self }
    }
}

extension HTTPCamera.Options {
    /// For real connections: beside tests that compute, a task may have to wait for its turn for a minute.
    static var patient: HTTPCamera.Options {
        var options = HTTPCamera.Options()
        options.silenceLimit = .seconds(300)
        return options
    }

    /// What ends a connection ends the camera.
    static var once: HTTPCamera.Options {
        var options = patient
        options.reconnect = .off
        return options
    }
}
