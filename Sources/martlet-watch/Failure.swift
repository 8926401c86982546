import HTTPCamera

/// Why the program ends with another status than 0: one line for people, and the status.
struct Failure: Error, Equatable {
    let status: ProgramStatus
    let message: String
}

extension Failure {
    init(_ error: HTTPCameraError) {
        self.init(status: Self.status(of: error), message: "\(error)")
    }

    init(_ error: OutputError) {
        self.init(status: .cannotWrite, message: "\(error)")
    }

    private static func status(of error: HTTPCameraError) -> ProgramStatus {
        switch error {
        case .badURL: .usage
        case .hostUnknown: .hostUnknown
        case .refused, .unreachable, .insecure, .proxyFailed: .unreachable
        case .unauthorized: .unauthorized
        case .status, .badRedirect: .refused
        case .notStream, .undecodable: .notStream
        case .stalled, .connectionLost, .ended, .timedOut, .notOpen, .released, .cancelled: .ended
        }
    }
}
