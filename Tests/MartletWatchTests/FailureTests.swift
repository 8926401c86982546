import HTTPCamera
import Testing

@testable import martlet_watch

@Suite struct FailureTests {
    @Test(arguments: [
        (HTTPCameraError.badURL("x"), ProgramStatus.usage), (.hostUnknown(host: "x"), .hostUnknown),
        (.refused(host: "x", port: 1), .unreachable), (.unreachable(host: "x", reason: "y"), .unreachable),
        (.insecure(host: "x", reason: "y"), .unreachable), (.proxyFailed(reason: "y"), .unreachable),
        (.unauthorized(reason: "y"), .unauthorized), (.status(404), .refused), (.badRedirect("y"), .refused),
        (.notStream("y"), .notStream), (.undecodable("y"), .notStream), (.stalled(after: .seconds(1)), .ended),
        (.connectionLost(reason: "y"), .ended), (.ended, .ended), (.timedOut(after: .seconds(1), while: nil), .ended),
    ])
    func ofACamera(_ error: HTTPCameraError, _ status: ProgramStatus) {
        #expect(Failure(error) == Failure(status: status, message: "\(error)"))
    }

    @Test func ofAFile() {
        let error = OutputError(path: "a", code: 28, reason: "No space left on device")
        #expect(
            Failure(error) == Failure(status: .cannotWrite, message: "'a' cannot be written: No space left on device"))
    }

    /// Scripts count on them.
    @Test func theNumbersStay() {
        #expect(ProgramStatus.allCases.map(\.rawValue) == [0, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        let help = WatchCommand.helpMessage()
        for status in ProgramStatus.allCases { #expect(help.contains("  \(status.rawValue)  \(status.meaning)\n")) }
    }
}
