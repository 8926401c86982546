import NIOCore
import Wire

/// One connection: the request, with redirects and passwords, and then the stream.
struct Connection: Sendable {
    let url: CameraURL
    let feed: Feed
    let transport: any Transport
    let limits: PartLimits

    /// What to do upon the head of a response.
    private enum Step {
        case stream
        case ask(CameraURL)
        case stop(HTTPCameraError)
    }

    private static let mostRedirects = 5

    /// Returns why the connection ended.
    ///
    /// All that came whole was given to the feed before.
    func receive(_ authorizer: inout Authorizer) async -> HTTPCameraError {
        authorizer.startConnection()
        var target = url
        var redirects = 0
        while true {
            var step = Step.stop(.ended)
            var parser: PartParser?
            var cause: HTTPCameraError?
            let request = TransportRequest(url: target, authorization: authorizer.header(for: target))
            do {
                try await transport.get(request) { head in
                    feed.headCame()
                    step = judge(head, of: target, redirects: redirects, &authorizer, &parser)
                    guard case .stream = step else { return false }
                    feed.opened()
                    return true
                } bytes: { buffer in
                    feedParser(&parser, buffer)
                }
            } catch {
                cause = error
            }
            finish(&parser)
            switch (cause, step) {
            case (let cause?, _): return cause
            case (nil, .stop(let cause)): return cause
            case (nil, .stream): return .ended
            case (nil, .ask(let next)):
                if next != target { redirects += 1 }
                target = next
            }
        }
    }

    private func judge(
        _ head: TransportHead, of target: CameraURL, redirects: Int, _ authorizer: inout Authorizer,
        _ parser: inout PartParser?
    ) -> Step {
        do {
            switch head.status {
            case 200:
                authorizer.accepted(head.authenticationInfo, by: target)
                parser = PartParser(try Self.content(head), limits: limits)
                return .stream
            case 301, 302, 303, 307, 308:
                return .ask(try redirected(head, from: target, redirects: redirects))
            case 401:
                try authorizer.challenged(head.challenges, by: target)
                return .ask(target)
            default: return .stop(.status(head.status))
            }
        } catch {
            return .stop(error)
        }
    }

    private static func content(_ head: TransportHead) throws(HTTPCameraError) -> StreamContent {
        do {
            return try StreamContent(contentType: head.contentType.map { Array($0.utf8) })
        } catch {
            throw .notStream(String(decoding: error.reason, as: UTF8.self))
        }
    }

    private func redirected(
        _ head: TransportHead, from target: CameraURL, redirects: Int
    ) throws(HTTPCameraError) -> CameraURL {
        guard redirects < Self.mostRedirects else {
            throw .badRedirect("the server sent the request elsewhere more than \(Self.mostRedirects) times")
        }
        guard let location = head.location else {
            throw .badRedirect("the server answered \(head.status) and did not say where the stream is")
        }
        let next = try target.redirected(to: location)
        guard next != target else { throw .badRedirect("the server sent the request to where it came from") }
        guard next.isSecure || !target.isSecure else {
            throw .badRedirect(
                "the server sent the request to '\(next.text)', which is not secure; '\(target.text)' is")
        }
        return next
    }

    private func feedParser(_ parser: inout PartParser?, _ buffer: ByteBuffer) {
        let now = feed.clock.now
        feed.bytesCame(buffer.readableBytes, at: now)
        let before = parser?.counts.bad ?? 0
        parser?.feed(buffer.readableBytesUInt8Span) { feed.deliver($0, at: now) }
        feed.count(bad: (parser?.counts.bad ?? 0) - before)
    }

    private func finish(_ parser: inout PartParser?) {
        let now = feed.clock.now
        let before = parser?.counts.bad ?? 0
        let ending = parser?.finish { feed.deliver($0, at: now) }
        var bad = (parser?.counts.bad ?? 0) - before
        if case .insidePart = ending { bad += 1 }
        feed.count(bad: bad)
    }
}
