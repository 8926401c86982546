/// What of a captured buffer is a picture, and what it lacks: a bounded walk over its bytes, nothing decoded.
///
/// Cameras send pictures without Huffman tables, with junk behind the end, cut short, empty, or two in one buffer. What
/// can be made whole is; for all else there is no repair and the frame is dropped. Of two pictures in one buffer the
/// last whole one is taken, for it is the newer.
public struct JPEGRepair: Sendable, Equatable {
    /// Where the picture lies in the buffer, SOI to EOI.
    public let range: Range<Int>
    /// Its size in pixels.
    public let width: Int
    /// Its size in pixels.
    public let height: Int
    /// Where the frame header begins when Huffman tables are missing and go before it; nil when they are there.
    let tablesInsertion: Int?

    /// Whether the picture differs from the buffer's bytes.
    public let isNeeded: Bool

    /// Walks over a buffer; nil when it holds no whole picture.
    public init?(_ bytes: Span<UInt8>) {
        var found: (picture: JPEGWalk.Picture, range: Range<Int>)?
        var start = 0
        walk: while true {
            switch JPEGWalk.picture(in: bytes, from: start) {
            case .whole(let picture, let end):
                found = (picture, start..<end)
                start = end
            case .cutShort(let next): start = next
            case .none, .unfinished: break walk
            }
        }
        guard let found else { return nil }
        range = found.range
        width = found.picture.width
        height = found.picture.height
        tablesInsertion = found.picture.lacksHuffmanTables ? found.picture.frameHeader : nil
        isNeeded = tablesInsertion != nil || range != 0..<bytes.count
    }

    /// Whether a picture to be turned like that can be sent from the buffer itself: `range` of it, and nothing put in.
    public func isWhole(orientation: Orientation) -> Bool {
        tablesInsertion == nil && orientation == .upright
    }

    /// Appends the whole picture: the buffer's bytes with what is missing put in.
    ///
    /// - Parameters:
    ///   - bytes: the same buffer that was walked over.
    ///   - orientation: how a viewer is to turn the picture, written as an Exif segment in front of all others.
    ///   - copy: appends a run of the buffer's bytes, which are nearly all of the picture.
    public func append(
        _ bytes: Span<UInt8>, orientation: Orientation, to picture: inout [UInt8],
        copy: (Span<UInt8>, inout [UInt8]) -> Void
    ) {
        var start = range.lowerBound
        if orientation != .upright {
            copy(bytes.extracting(start..<(start + 2)), &picture)
            picture.append(contentsOf: orientation.segment)
            start += 2
        }
        if let tablesInsertion {
            copy(bytes.extracting(start..<tablesInsertion), &picture)
            picture.append(contentsOf: StandardHuffmanTables.segment)
            start = tablesInsertion
        }
        copy(bytes.extracting(start..<range.upperBound), &picture)
    }

    /// The most bytes that `append` adds to those of the buffer.
    public static let mostAdded = StandardHuffmanTables.segment.count + Orientation.turnedRight.segment.count
}
