/// What answers a Digest challenge, over as many requests as its nonce is good for (RFC 7616; without qop RFC 2069).
struct DigestAnswer: Sendable {
    let algorithm: DigestAlgorithm
    /// Whether the server said that the password was right and only the nonce too old.
    let isStale: Bool

    private let challenge: [String: String]
    private let realm: String
    private let sessionNonce: String
    private let clientNonce: String
    private let hasQuality: Bool
    private var nonce: String
    private var uses: UInt32 = 0

    /// Nil for a challenge of another scheme, or one that asks for what is not known here.
    init?(_ challenge: Challenge, clientNonce: String) {
        guard challenge.scheme == "digest", let nonce = challenge.parameters["nonce"],
            let algorithm = DigestAlgorithm(challenge.parameters["algorithm"])
        else { return nil }
        let qualities = challenge.parameters["qop"]?.lowercased().split { ", ".contains($0) }
        if let qualities, !qualities.isEmpty, !qualities.contains("auth") { return nil }
        self.algorithm = algorithm
        self.challenge = challenge.parameters
        self.clientNonce = clientNonce
        self.nonce = nonce
        sessionNonce = nonce
        hasQuality = qualities?.isEmpty == false
        realm = challenge.parameters["realm"] ?? ""
        isStale = challenge.parameters["stale"]?.lowercased() == "true"
    }

    /// The value of Authorization for the next request.
    mutating func header(_ credentials: Credentials, method: String, target: String) -> String {
        uses += 1
        var count = String(uses, radix: 16)
        count = String(repeating: "0", count: 8 - count.count) + count
        var secret = algorithm.digest(credentials.user, realm, credentials.password)
        if algorithm.isSession { secret = algorithm.digest(secret, sessionNonce, clientNonce) }
        let request = algorithm.digest(method, target)
        let response =
            hasQuality
            ? algorithm.digest(secret, nonce, count, clientNonce, "auth", request)
            : algorithm.digest(secret, nonce, request)
        let hidesUser = challenge["userhash"]?.lowercased() == "true"
        let user = hidesUser ? algorithm.digest(credentials.user, realm) : credentials.user
        var fields = [
            "username=\(Self.quoted(user))", "realm=\(Self.quoted(realm))", "nonce=\(Self.quoted(nonce))",
            "uri=\(Self.quoted(target))", "response=\"\(response)\"",
        ]
        // What the server did not name, one after RFC 2069 may not know.
        if let name = challenge["algorithm"] { fields.append("algorithm=\(name)") }
        if let opaque = challenge["opaque"] { fields.append("opaque=\(Self.quoted(opaque))") }
        if hasQuality { fields += ["qop=auth", "nc=\(count)"] }
        if hasQuality || algorithm.isSession { fields.append("cnonce=\(Self.quoted(clientNonce))") }
        if hidesUser { fields.append("userhash=true") }
        return "Digest " + fields.joined(separator: ", ")
    }

    /// Goes on with the nonce that Authentication-Info gives for the next request, if it gives one.
    mutating func goOn(with information: String?) {
        guard let information else { return }
        var reader = ChallengeReader(bytes: Array(information.utf8))
        guard let next = reader.parameters()["nextnonce"], next != nonce else { return }
        nonce = next
        uses = 0
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }
}
