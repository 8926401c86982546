/// The frame around a stream's pictures: `multipart/x-mixed-replace`, with the delimiters of RFC 2046 section 5.1.1.
///
/// The delimiter that follows a picture goes out with it, so that a reader who waits for it has the picture at once.
public enum Multipart {
    /// How much of a part's head goes ahead, with the picture before it.
    public enum Style: Sendable {
        /// Each part has all fields, and they go out with its own picture.
        case full
        /// Content-Type is the only field, and the whole head goes out with the picture before.
        case bare
    }

    /// The Content-Type of the response.
    public static let contentType = "multipart/x-mixed-replace; boundary=frame"

    /// What every JPEG begins with: SOI.
    private static let startOfImage: [UInt8] = [0xFF, 0xD8]

    /// The content's first bytes, before any picture.
    public static func opening(_ style: Style) -> [UInt8] {
        style == .full ? fullOpening : bareOpening
    }

    /// What follows a picture when another may come.
    public static func delimiter(_ style: Style) -> [UInt8] {
        style == .full ? fullDelimiter : bareDelimiter
    }

    /// The first bytes of a part that are alike in all parts: they may go out ahead of its picture, one by one.
    public static func leadIn(_ style: Style) -> [UInt8] {
        style == .full ? fullLeadIn : bareLeadIn
    }

    /// What makes a part without a picture of a lead-in, and ends the content.
    public static let emptyPart = Array("0\r\n\r\n".utf8) + ending

    /// What follows the last picture.
    public static let ending = Array("\r\n--frame--\r\n".utf8)

    /// How many bytes of a picture have gone out ahead, in `opening` or `delimiter`.
    public static func bytesAhead(_ style: Style) -> Int {
        style == .full ? 0 : startOfImage.count
    }

    /// Appends what is left of the head of one part of the full style, behind its lead-in.
    public static func append(head fields: PictureFields, to bytes: inout [UInt8]) {
        bytes.append(decimal: fields.contentLength)
        bytes.append("\r\n")
        fields.append(to: &bytes)
        bytes.append("\r\n")
    }

    // Made once and shared: a picture goes out without a copy of what follows it.
    private static let contentTypeField = Array("Content-Type: image/jpeg\r\n".utf8)
    private static let fullLeadIn = contentTypeField + Array("Content-Length: ".utf8)
    private static let fullOpening = Array("--frame\r\n".utf8)
    private static let fullDelimiter = Array("\r\n--frame\r\n".utf8)
    private static let bareOpening = fullOpening + bareHead
    private static let bareDelimiter = fullDelimiter + bareHead

    /// The head of a part of the bare style, with the beginning that all pictures share.
    ///
    /// A client that reads in blocks (Python's requests, `iter_content(1024)`) holds a picture back until a block is
    /// full. The padding, a comment segment that every decoder passes over (ITU T.81 B.2.4.5), fills that block; its
    /// last bytes are the lead-in.
    private static let bareHead: [UInt8] = {
        let padding = 1022
        let length = 2 + padding + bareLeadIn.count
        var head = contentTypeField + Array("\r\n".utf8) + startOfImage
        head += [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF)]
        head += [UInt8](repeating: UInt8(ascii: " "), count: padding)
        return head
    }()
    private static let bareLeadIn = [UInt8](repeating: UInt8(ascii: " "), count: 64)
}
