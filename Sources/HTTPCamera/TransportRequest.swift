/// A GET request as the library wants it sent.
struct TransportRequest: Sendable, Equatable {
    let url: CameraURL
    /// The value of Authorization, when the server has asked for a password.
    let authorization: String?
}
