extension HTTPCamera {
    /// How a camera stands.
    public enum State: Sendable, Equatable {
        /// Not opened, or released.
        case closed
        /// `open()` waits for the server's answer.
        case opening
        /// The stream is there.
        case streaming
        /// The connection has ended for this reason, and another is being made, or waited for.
        case reconnecting(HTTPCameraError)
        /// For this reason; there will be no more pictures until it is opened again.
        case ended(HTTPCameraError)
    }
}

extension HTTPCamera.State {
    /// Whether no more pictures will come.
    var isOver: Bool {
        switch self {
        case .closed, .ended: true
        case .opening, .streaming, .reconnecting: false
        }
    }
}
