import Wire

/// What a request for a stream asks for in its query.
struct StreamWish {
    var style: Multipart.Style
    /// `fps=`, in thousandths a second; nil for every picture.
    var rateThousandths: Int?
    /// `frames=` or `nbrofframes=`: how many pictures, then the stream ends.
    var frames: Int?
    /// `seconds=` or `duration=`, in thousandths: how long, then the stream ends.
    var seconds: Int?

    /// Reads a query; nought means no limit, as on the cameras that these names come from.
    ///
    /// - Throws: `BadParameter` for a value that is not a number.
    init(style: Multipart.Style, _ target: RequestTarget) throws(BadParameter) {
        self.style = style
        rateThousandths = try Self.thousandths(of: ["fps"], in: target)
        frames = try Self.number(
            of: ["frames", "nbrofframes"], in: target, takes: "a whole number from 0 to 1000000"
        ) { $0.decimal(limit: 1_000_000) }
        seconds = try Self.thousandths(of: ["seconds", "duration"], in: target)
    }

    private static func thousandths(of names: [String], in target: RequestTarget) throws(BadParameter) -> Int? {
        try number(of: names, in: target, takes: "a number from 0 to 1000000") { $0.thousandths(limit: 1_000_000) }
    }

    private static func number(
        of names: [String], in target: RequestTarget, takes: String, read: ([UInt8]) -> Int?
    ) throws(BadParameter) -> Int? {
        for name in names {
            guard let value = target.value(of: name) else { continue }
            guard let number = read(value) else { throw BadParameter(name: name, takes: takes) }
            return number == 0 ? nil : number
        }
        return nil
    }
}
