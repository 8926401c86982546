import Crypto

/// How Digest makes a digest (RFC 7616, 6.1).
///
/// SHA-512-256 is not there: neither swift-crypto nor cameras have it.
struct DigestAlgorithm: Sendable, Equatable {
    enum Hash: Int, Sendable {
        case md5
        case sha256
    }

    let hash: Hash
    /// Whether the password's digest is made anew for each nonce: the names that end in -sess.
    let isSession: Bool

    /// Nil is a server's that names none, which is MD5.
    init?(_ name: String?) {
        switch name?.lowercased() {
        case nil, "md5": (hash, isSession) = (.md5, false)
        case "md5-sess": (hash, isSession) = (.md5, true)
        case "sha-256": (hash, isSession) = (.sha256, false)
        case "sha-256-sess": (hash, isSession) = (.sha256, true)
        default: return nil
        }
    }

    /// The digest of the parts with colons between them, in hexadecimal.
    func digest(_ parts: String...) -> String {
        let bytes = Array(parts.joined(separator: ":").utf8)
        switch hash {
        case .md5: return Hexadecimal.text(Insecure.MD5.hash(data: bytes))
        case .sha256: return Hexadecimal.text(SHA256.hash(data: bytes))
        }
    }
}
