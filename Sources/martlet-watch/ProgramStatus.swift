/// What the exit status says; scripts count on the numbers.
enum ProgramStatus: Int32, CaseIterable {
    case done = 0
    case usage = 2
    case hostUnknown = 3
    case unreachable = 4
    case unauthorized = 5
    case refused = 6
    case notStream = 7
    case ended = 8
    case cannotWrite = 9
    case noDisplay = 10

    /// For the table in `--help`.
    var meaning: String {
        switch self {
        case .done: "all that was asked for was done"
        case .usage: "the command line is wrong, or the URL"
        case .hostUnknown: "no host has that name"
        case .unreachable: "nobody listens there, or no (secure) connection could be made"
        case .unauthorized: "the server asks for a password, or another one (401)"
        case .refused: "the server answered with another status: 404, for one"
        case .notStream: "what the server sends is no MJPEG stream and no JPEG"
        case .ended: "the stream ended, or nothing came any more"
        case .cannotWrite: "a file or standard output cannot be written"
        case .noDisplay: "there is no display to open a window at"
        }
    }
}
