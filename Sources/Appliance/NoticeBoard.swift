/// What viewers are shown while there is no picture of the camera's: drawn once for each text, and shown again and
/// again, so that no program that watches takes the stream for dead.
struct NoticeBoard {
    /// What a notice says.
    struct Text: Equatable {
        /// The state, in a word or two.
        enum Headline: Equatable {
            case starting, paused, cameraLost, noCamera
        }

        let headline: Headline
        /// Why it is so.
        let detail: [UInt8]
        let size: PictureSize
    }

    /// How often it is shown again.
    static let showInterval = Interval.milliseconds(900)

    /// What is given out to be drawn.
    private var drawing: Text?
    private var drawn: (text: Text, jpeg: [UInt8])?
    /// When it was shown last.
    private var shown: Instant?

    /// What is to be drawn for a text.
    mutating func take(_ text: Text) -> Notice {
        drawing = text
        return Notice(size: text.size, headline: text.headline.words, detail: text.detail)
    }

    /// Takes the JPEG of what was given out last, empty when it could not be made; it has not been shown yet.
    mutating func put(_ jpeg: consuming [UInt8]) {
        guard let text = drawing.take() else { return }
        drawn = (text, jpeg)
        shown = nil
    }

    /// The JPEG of a text, if it is drawn.
    func jpeg(of text: Text) -> [UInt8]? {
        guard let drawn, drawn.text == text, !drawn.jpeg.isEmpty else { return nil }
        return drawn.jpeg
    }

    /// Notes that it is shown.
    mutating func noteShown(now: Instant) {
        shown = now
    }

    /// Forgets the drawing: its memory is not held while a camera gives pictures.
    mutating func clear() {
        self = NoticeBoard()
    }

    /// Whether something is being drawn: one thing at a time.
    var isDrawing: Bool { drawing != nil }

    /// Whether that text is drawn, or could not be.
    func isDone(_ text: Text) -> Bool {
        drawn.map { $0.text == text } ?? false
    }

    /// When what is drawn is to be shown again; nil when it has not been shown yet.
    var showAgain: Instant? {
        shown.map { $0 + Self.showInterval }
    }
}

extension NoticeBoard.Text.Headline {
    fileprivate var words: String {
        switch self {
        case .starting: "Starting"
        case .paused: "Paused"
        case .cameraLost: "Camera lost"
        case .noCamera: "No camera"
        }
    }
}
