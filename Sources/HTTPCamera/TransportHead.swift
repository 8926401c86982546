/// What the library reads in the head of a response.
struct TransportHead: Sendable {
    let status: Int
    var contentType: String?
    var location: String?
    /// The values of WWW-Authenticate.
    var challenges: [String] = []
    /// The value of Authentication-Info.
    var authenticationInfo: String?
}
