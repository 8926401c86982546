import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension HTTPCameraError {
    /// Says in the library's own words what AsyncHTTPClient and what is below it threw.
    init(_ error: any Error, url: CameraURL) {
        switch error {
        case let error as HTTPCameraError: self = error
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError: self.init(client: error, url: url)
        case let error as NIOConnectionError: self.init(connection: error, url: url)
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            self = .insecure(host: url.host, reason: Self.securityWords(error))
        case let error as IOError: self.init(system: error, url: url)
        case HTTPParserError.invalidEOFState: self = .connectionLost(reason: "closed by the server")
        case is HTTPParserError: self = .connectionLost(reason: "what came is no HTTP: \(error)")
        case ChannelError.connectTimeout: self = .unreachable(host: url.host, reason: "it does not answer")
        case is ChannelError: self = .connectionLost(reason: "closed")
        default: self = .connectionLost(reason: "\(error)")
        }
    }

    private init(client error: HTTPClientError, url: CameraURL) {
        switch error {
        case .cancelled: self = .cancelled
        case .invalidURL, .emptyHost, .emptyScheme: self = .badURL("'\(url.text)' is no URL that can be fetched")
        case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
            self = .unreachable(host: url.host, reason: "it does not answer")
        case .remoteConnectionClosed: self = .connectionLost(reason: "closed by the server")
        case .proxyAuthenticationRequired: self = .proxyFailed(reason: "it asks for a password")
        case .invalidProxyResponse, .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            self = .proxyFailed(reason: "\(error)")
        default: self = .connectionLost(reason: "\(error)")
        }
    }

    private init(system error: IOError, url: CameraURL) {
        switch error.errnoCode {
        case ECONNREFUSED: self = .refused(host: url.host, port: url.port)
        case EHOSTUNREACH, EHOSTDOWN, ENETUNREACH, ENETDOWN:
            self = .unreachable(host: url.host, reason: Self.words(error))
        default: self = .connectionLost(reason: Self.words(error))
        }
    }

    private init(connection error: NIOConnectionError, url: CameraURL) {
        // Each address of the host was tried; a refusal by one says more than silence from another.
        let failures = error.connectionErrors.map(\.error)
        if failures.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
            self = .hostUnknown(host: error.host)
        } else if failures.contains(where: { ($0 as? IOError)?.errnoCode == ECONNREFUSED }) {
            self = .refused(host: error.host, port: error.port)
        } else if let failure = failures.lazy.compactMap({ $0 as? IOError }).first {
            self = .unreachable(host: error.host, reason: Self.words(failure))
        } else {
            self = .unreachable(host: error.host, reason: "it does not answer")
        }
    }

    private static func words(_ error: IOError) -> String {
        switch error.errnoCode {
        case ECONNRESET, EPIPE: "reset by the server"
        case EHOSTUNREACH, EHOSTDOWN: "it is not in the network"
        case ENETUNREACH, ENETDOWN: "there is no way to its network"
        case ETIMEDOUT: "it does not answer"
        case EMFILE, ENFILE: "too many files and connections are open here"
        default: "\(error)"
        }
    }

    private static func securityWords(_ error: any Error) -> String {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is not trusted" }
        if text.contains("WRONG_VERSION_NUMBER") { return "it does not speak TLS at that port" }
        return text
    }
}
