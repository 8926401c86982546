import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

/// AsyncHTTPClient.
///
/// Its threads are those that all of a program's clients share; its connections are its own.
struct HTTPClientTransport: Transport {
    private let client: HTTPClient
    private let userAgent: String

    init(_ options: HTTPCamera.Options) {
        // Whoever waits for a connection is told by the watch over silence, not by the client's own limit.
        let patience = TimeAmount.nanoseconds((options.silenceLimit.bounded.components.seconds + 5) * 1_000_000_000)
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: patience, read: nil), decompression: .disabled)
        configuration.httpVersion = .http1Only
        // One attempt is one attempt: when the next is made is settled elsewhere.
        configuration.connectionPool.retryConnectionEstablishment = false
        if !options.verifiesCertificate {
            var security = TLSConfiguration.makeClientConfiguration()
            security.certificateVerification = .none
            configuration.tlsConfiguration = security
        }
        switch options.proxy {
        case .http(let host, let port): configuration.proxy = .server(host: host, port: port)
        case .socks(let host, let port): configuration.proxy = .socksServer(host: host, port: port)
        case nil: break
        }
        client = HTTPClient(
            eventLoopGroupProvider: .shared(.singletonMultiThreadedEventLoopGroup), configuration: configuration)
        userAgent = options.userAgent
    }

    func get(
        _ request: TransportRequest, head: (TransportHead) -> Bool, bytes: (ByteBuffer) -> Void
    ) async throws(HTTPCameraError) {
        var outgoing = HTTPClientRequest(url: request.url.text)
        outgoing.headers.add(name: "Accept", value: "multipart/x-mixed-replace, image/jpeg")
        outgoing.headers.add(name: "User-Agent", value: userAgent)
        // Many a camera closes behind a 401 or a redirect without saying so: a second request there would be lost.
        outgoing.headers.add(name: "Connection", value: "close")
        if let authorization = request.authorization {
            outgoing.headers.add(name: "Authorization", value: authorization)
        }
        do {
            let response = try await client.execute(outgoing, deadline: .distantFuture)
            guard head(TransportHead(response)) else { return }
            for try await buffer in response.body { bytes(buffer) }
        } catch {
            throw HTTPCameraError(error, url: request.url)
        }
    }

    func close() async {
        // Only a second call is an error to it.
        try? await client.shutdown()
    }
}

extension TransportHead {
    init(_ response: HTTPClientResponse) {
        status = Int(response.status.code)
        contentType = response.headers.first(name: "Content-Type")
        location = response.headers.first(name: "Location")
        challenges = response.headers["WWW-Authenticate"]
        authenticationInfo = response.headers.first(name: "Authentication-Info")
    }
}
