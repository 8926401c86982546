import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// A real server on loopback that knows no HTTP: what it sends is what a test gives it, write by write.
final class LoopbackServer: Sendable {
    /// What answers a request: the writes, each on its own, and whether the connection is then closed.
    struct Reply: Sendable {
        var writes: [[UInt8]]
        var closes = true
    }

    private final class Handler: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let server: LoopbackServer
        private let head = NIOLockedValueBox<[UInt8]>([])

        init(_ server: LoopbackServer) {
            self.server = server
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            let request = head.withLockedValue { head -> [UInt8]? in
                head += bytes
                guard server.answersAnything || head.suffix(4) == [13, 10, 13, 10] else { return nil }
                defer { head = [] }
                return head
            }
            guard let request else { return }
            let reply = server.reply(String(decoding: request, as: UTF8.self))
            send(reply.writes[...], closes: reply.closes, to: context.channel)
        }

        /// Each write waits a moment, so that the client reads the last one alone.
        private func send(_ writes: ArraySlice<[UInt8]>, closes: Bool, to channel: any Channel) {
            guard let first = writes.first else {
                if closes { channel.close(promise: nil) }
                return
            }
            channel.writeAndFlush(ByteBuffer(bytes: first), promise: nil)
            channel.eventLoop.scheduleTask(in: .milliseconds(2)) {
                self.send(writes.dropFirst(), closes: closes, to: channel)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private struct State {
        var channel: (any Channel)?
        var connections: [any Channel] = []
        var requests: [String] = []
    }

    private let state = NIOLockedValueBox(State())
    private let answer: @Sendable (String) -> Reply

    /// Whether it answers whatever comes, be it a request or not.
    private let answersAnything: Bool
    private let security: NIOSSLContext?

    /// - Parameter answer: is given a request's head, as it came.
    init(
        answersAnything: Bool = false, security: NIOSSLContext? = nil, _ answer: @escaping @Sendable (String) -> Reply
    ) {
        self.security = security
        self.answersAnything = answersAnything
        self.answer = answer
    }

    var requests: [String] { state.withLockedValue(\.requests) }

    /// Listens, on a free port unless one is given, and answers the port.
    func start(port: Int = 0) async throws -> Int {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { connection in
                self.state.withLockedValue { $0.connections.append(connection) }
                connection.closeFuture.whenComplete { _ in
                    self.state.withLockedValue { $0.connections.removeAll { $0 === connection } }
                }
                return connection.setOption(.tcpOption(.tcp_nodelay), value: 1).flatMap {
                    connection.eventLoop.makeCompletedFuture {
                        if let security = self.security {
                            try connection.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: security))
                        }
                        try connection.pipeline.syncOperations.addHandler(Handler(self))
                    }
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        state.withLockedValue { $0.channel = channel }
        return channel.localAddress?.port ?? 0
    }

    /// Ends with all its connections, as a server does that is killed.
    func stop() async {
        let channels = state.withLockedValue { state in
            defer { state.channel = nil }
            return [state.channel].compactMap { $0 } + state.connections
        }
        for channel in channels { try? await channel.close().get() }
    }

    var connections: Int { state.withLockedValue(\.connections.count) }

    private func reply(_ request: String) -> Reply {
        state.withLockedValue { $0.requests.append(request) }
        return answer(request)
    }

    static func head(_ status: String = "200 OK", _ fields: String...) -> [UInt8] {
        Array(("HTTP/1.1 \(status)\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n").utf8)
    }

    static let streamHead = head("200 OK", "Content-Type: multipart/x-mixed-replace; boundary=b")
}
