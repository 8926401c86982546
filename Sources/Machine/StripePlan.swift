import CJPEG

/// How a picture is cut into stripes that are encoded at the same time, and how their JPEGs become one.
///
/// A stripe is a restart interval (ITU T.81 B.2.4.4): its first block does not depend on the one before, so that the
/// stripes' coded samples, joined with the markers RST0 to RST7 in turn, are the picture encoded as a whole.
struct StripePlan: Equatable {
    /// What can be encoded for itself begins at a multiple of this.
    private static let rowUnit = 16
    /// The least height of a stripe: a lower one costs more in headers than it gains.
    private static let leastRows = 96
    /// How many stripes there are for each thread: one that is held up leaves some of its own to others.
    private static let stripesPerThread = 3
    /// The most blocks between two restart markers (B.2.4.4: a number of 16 bits).
    private static let mostBlocks = 65_535

    /// The rows of each stripe but the last, which may have fewer.
    let rowsEach: Int
    /// How many stripes there are.
    let count: Int
    /// The restart interval in rows of blocks; 0 for a picture in one piece.
    let restartRows: UInt32
    private let height: Int

    /// Cuts a picture for so many threads.
    init(_ task: EncodingTask, threads: Int) {
        height = Int(task.height)
        let isLowChroma = task.layout == CJPEG_NV12 || task.layout == CJPEG_YUV420
        let blockHeight = isLowChroma ? 16 : 8
        let blockWidth = task.layout == CJPEG_GREY ? 8 : 16
        let blocksAcross = (Int(task.width) + blockWidth - 1) / blockWidth
        let pieces = threads > 1 ? max(min(threads * Self.stripesPerThread, height / Self.leastRows), 1) : 1
        let share = (height + pieces - 1) / pieces
        let rows = (share + Self.rowUnit - 1) / Self.rowUnit * Self.rowUnit
        // A picture too large for the number stays in one piece: no camera has one.
        let isCut = pieces > 1 && blocksAcross * (rows / blockHeight) <= Self.mostBlocks
        rowsEach = isCut ? rows : height
        count = isCut ? (height + rows - 1) / rows : 1
        restartRows = isCut ? UInt32(rows / blockHeight) : 0
    }

    /// The rows of one stripe.
    func rows(of stripe: Int) -> Range<Int> {
        stripe * rowsEach..<min((stripe + 1) * rowsEach, height)
    }

    /// Makes one JPEG of the stripes, each of which one of the shares has.
    func join(_ shares: [StripeShare], into picture: inout [UInt8]) {
        picture.removeAll(keepingCapacity: true)
        let needed = shares.reduce(0) { $0 + $1.jpegs.count }
        if picture.capacity < needed { picture.reserveCapacity(needed + needed / 8) }
        for stripe in 0..<count {
            for share in shares {
                guard let range = share.range(of: stripe) else { continue }
                let jpegs = share.jpegs
                // Every stripe's JPEG ends with EOI; the picture's comes at its own end.
                append(stripe, jpegs.span.extracting(range.lowerBound..<range.upperBound - 2), to: &picture)
            }
        }
        picture.append(contentsOf: Self.endOfImage)
    }

    private func append(_ stripe: Int, _ jpeg: Span<UInt8>, to picture: inout [UInt8]) {
        let header = Self.header(of: jpeg)
        if stripe == 0 {
            picture.append(copying: jpeg)
            // B.2.2: the height stands behind marker, length and precision.
            picture[header.frame + 5] = UInt8(height >> 8)
            picture[header.frame + 6] = UInt8(height & 0xFF)
        } else {
            picture.append(0xFF)
            picture.append(0xD0 | UInt8((stripe - 1) & 7))
            picture.append(copying: jpeg.extracting(droppingFirst: header.end))
        }
    }

    private static let endOfImage: [UInt8] = [0xFF, 0xD9]

    /// Where the frame header begins in a JPEG of the encoder's, and where the coded samples do.
    private static func header(of jpeg: Span<UInt8>) -> (frame: Int, end: Int) {
        var frame = 0
        var at = 2
        while at + 4 <= jpeg.count {
            let marker = jpeg[at + 1]
            if marker == 0xC0 { frame = at }
            at += 2 + Int(jpeg[at + 2]) << 8 + Int(jpeg[at + 3])
            if marker == 0xDA { break }
        }
        return (frame, at)
    }
}
