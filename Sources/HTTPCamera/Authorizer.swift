/// Answers a server that asks for a password, and remembers how: over reconnections it is asked once.
///
/// The password is sent to the server of the camera's own URL alone, and never before it asks, so that one that takes
/// Digest does not get it in the clear.
struct Authorizer: Sendable {
    private enum Answer: Sendable {
        case none
        case basic
        case digest(DigestAnswer)
    }

    private let credentials: Credentials?
    private let url: CameraURL
    private let makeClientNonce: @Sendable () -> String
    private var answer = Answer.none
    /// How many challenges were answered in this connection.
    private var answers = 0

    private static let mostAnswers = 3

    init(
        _ credentials: Credentials?, for url: CameraURL,
        makeClientNonce: @escaping @Sendable () -> String = Self.randomNonce
    ) {
        self.credentials = credentials
        self.url = url
        self.makeClientNonce = makeClientNonce
    }

    mutating func startConnection() { answers = 0 }

    /// The value of Authorization for a GET request; nil when there is to be none.
    mutating func header(for target: CameraURL) -> String? {
        guard let credentials, target.isSameOrigin(as: url) else { return nil }
        switch answer {
        case .none: return nil
        case .basic: return "Basic " + Base64.text(Array("\(credentials.user):\(credentials.password)".utf8))
        case .digest(var digest):
            defer { answer = .digest(digest) }
            return digest.header(credentials, method: "GET", target: target.target)
        }
    }

    /// Takes in what a 401 asks for; the request is to be sent again.
    ///
    /// - Throws: `.unauthorized` when that would be of no use; it says why.
    mutating func challenged(_ values: [String], by target: CameraURL) throws(HTTPCameraError) {
        guard let credentials else {
            throw .unauthorized(reason: "the server asks for a password, and none was given")
        }
        guard target.isSameOrigin(as: url) else {
            throw .unauthorized(
                reason: "'\(target.host)' asks for a password; the one given is for '\(url.host)' alone")
        }
        let challenges = Challenge.all(in: values)
        let digests = challenges.compactMap { DigestAnswer($0, clientNonce: makeClientNonce()) }
        let best = digests.first { $0.algorithm.hash == .sha256 } ?? digests.first
        // In a connection of its own each answer is new: a nonce remembered from the last may have run out.
        if answers > 0, best?.isStale != true || answers >= Self.mostAnswers {
            throw .unauthorized(reason: "the server refused the password of '\(credentials.user)'")
        }
        answers += 1
        if let best {
            answer = .digest(best)
        } else if challenges.contains(where: { $0.scheme == "basic" }) {
            answer = .basic
        } else {
            let schemes = challenges.map(\.scheme).joined(separator: ", ")
            throw .unauthorized(
                reason: schemes.isEmpty
                    ? "the server answered 401 and did not say how to send a password"
                    : "the server takes a password by '\(schemes)' alone; known are Basic, and Digest with MD5 or SHA-256"
            )
        }
    }

    /// Takes in the Authentication-Info of a request that went well.
    mutating func accepted(_ information: String?, by target: CameraURL) {
        guard target.isSameOrigin(as: url), case .digest(var digest) = answer else { return }
        digest.goOn(with: information)
        answer = .digest(digest)
    }

    @Sendable private static func randomNonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
}
