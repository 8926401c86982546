#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A Matroska file (RFC 9559) of one track: the JPEGs as they came, each with its own time.
///
/// Not AVI, which has one rate for all pictures and is at odds with itself beyond 1 GB. Each picture goes out as it
/// comes, and sizes and the index are filled in later: a file that was cut off plays up to its last whole picture.
struct MatroskaWriter: FrameSink, ~Copyable {
    /// Where a cluster begins, for the index.
    private struct Cue {
        let milliseconds: Int
        /// From the first byte in the segment.
        let position: Int
    }

    /// How long a cluster is: what a player has to read to find a picture.
    private static let clusterMilliseconds = 1000
    /// The size of the element that says where the index is.
    private static let seekHeadBytes = 26
    private static let durationBytes = 11
    private static let track = 1

    private let file: OutputFile
    /// Where the next byte goes.
    private var end: Int
    /// The first byte in the segment.
    private let segmentStart: Int
    private let durationPosition: Int
    private var cues: [Cue] = []
    /// The first byte in the cluster that is being written.
    private var clusterStart = 0
    private var count = 0
    private var lastMilliseconds = 0

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - width: of the first picture, in pixels. A later one may have another size.
    ///   - height: of the first picture, in pixels.
    ///   - start: when the first picture came.
    init(path: String, width: Int, height: Int, start: Date) throws(OutputError) {
        let header = EBML.element(
            0x1A45_DFA3,
            EBML.element(0x4286, 1) + EBML.element(0x42F7, 1) + EBML.element(0x42F2, 4) + EBML.element(0x42F3, 8)
                + EBML.element(0x4282, "matroska") + EBML.element(0x4287, 4) + EBML.element(0x4285, 2))
        let opening = header + EBML.id(0x1853_8067) + EBML.unknownSize
        // The length of the whole is not known before the end.
        let fixed =
            EBML.element(0x2AD7B1, 1_000_000) + EBML.element(0x4D80, "martlet-watch")
            + EBML.element(0x5741, "martlet-watch") + EBML.element(0x4461, EBML.date(start))
        let information = EBML.element(0x1549_A966, fixed + EBML.void(Self.durationBytes))
        let video = EBML.element(0xB0, width) + EBML.element(0xBA, height)
        let entry =
            EBML.element(0xD7, Self.track) + EBML.element(0x73C5, 1) + EBML.element(0x83, 1) + EBML.element(0x9C, 0)
            + EBML.element(0x86, "V_MJPEG") + EBML.element(0xE0, video)
        let tracks = EBML.element(0x1654_AE6B, EBML.element(0xAE, entry))

        let beforeTracks = opening + EBML.void(Self.seekHeadBytes) + information

        // What was recorded before is not lost by the same command again.
        let file = try OutputFile(path: path, existing: .kept)
        try file.append(beforeTracks + tracks)
        self.file = file
        segmentStart = opening.count
        durationPosition = beforeTracks.count - Self.durationBytes
        end = beforeTracks.count + tracks.count
    }

    mutating func add(_ jpeg: [UInt8], at time: Duration) throws(OutputError) {
        let milliseconds = max(Int(time.milliseconds.rounded()), lastMilliseconds)
        if let cue = cues.last, milliseconds < cue.milliseconds + Self.clusterMilliseconds {
            try append(Self.block(jpeg, after: milliseconds - cue.milliseconds))
        } else {
            try closeCluster()
            let position = end - segmentStart
            let opening = EBML.id(0x1F43_B675) + EBML.unknownSize
            let start = end + opening.count
            try append(opening + EBML.element(0xE7, milliseconds) + Self.block(jpeg, after: 0))
            clusterStart = start
            cues.append(Cue(milliseconds: milliseconds, position: position))
        }
        lastMilliseconds = milliseconds
        count += 1
    }

    /// Fills in what was not known before: how long it is, and the index.
    ///
    /// Without room for the index there is none, which players can do without.
    mutating func finish() throws(OutputError) {
        // Better no file than one without a picture.
        guard !cues.isEmpty else { return file.remove() }
        try closeCluster()
        let mean = count > 1 ? Double(lastMilliseconds) / Double(count - 1) : 0
        try file.overwrite(EBML.element(0x4489, Double(lastMilliseconds) + mean), at: durationPosition)
        let indexPosition = end - segmentStart
        var failure: OutputError?
        do {
            try append(index)
            let seek = EBML.element(0x53AB, EBML.id(0x1C53_BB6B)) + EBML.element(0x53AC, EBML.eightBytes(indexPosition))
            try file.overwrite(EBML.element(0x114D_9B74, EBML.element(0x4DBB, seek)), at: segmentStart)
        } catch {
            failure = error
        }
        try file.overwrite(EBML.size(end - segmentStart, length: 8), at: segmentStart - 8)
        try file.synchronize()
        if let failure { throw failure }
    }

    private var index: [UInt8] {
        EBML.element(
            0x1C53_BB6B,
            cues.flatMap { cue in
                let positions = EBML.element(0xF7, Self.track) + EBML.element(0xF1, cue.position)
                return EBML.element(0xBB, EBML.element(0xB3, cue.milliseconds) + EBML.element(0xB7, positions))
            })
    }

    private func closeCluster() throws(OutputError) {
        guard !cues.isEmpty else { return }
        try file.overwrite(EBML.size(end - clusterStart, length: 8), at: clusterStart - 8)
    }

    /// A SimpleBlock: track, time since the cluster's, and that it can be decoded alone.
    private static func block(_ jpeg: [UInt8], after milliseconds: Int) -> [UInt8] {
        let head = [0x80 | UInt8(track), UInt8(milliseconds >> 8), UInt8(milliseconds & 0xFF), 0x80]
        return EBML.id(0xA3) + EBML.size(head.count + jpeg.count) + head + jpeg
    }

    /// Writes all or, when the disk is full, nothing.
    private mutating func append(_ bytes: [UInt8]) throws(OutputError) {
        do {
            try file.append(bytes)
        } catch {
            try file.truncate(to: end)
            throw error
        }
        end += bytes.count
    }
}
