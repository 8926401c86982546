import Wire

/// What somebody may have meant: the nearest of several texts.
enum NearestText {
    /// The nearest to a text that is no further than a third of it wrong; nil when there is none.
    ///
    /// - Parameter texts: what may have been meant; the part behind the last slash counts as well as the whole.
    static func find(_ text: ArraySlice<UInt8>, among texts: [[UInt8]]) -> [UInt8]? {
        var nearest: (text: [UInt8], distance: Int)?
        for candidate in texts {
            var distance = steps(from: text, to: candidate[...])
            if let slash = candidate.lastIndex(of: UInt8(ascii: "/")), distance > 0 {
                distance = min(distance, steps(from: text, to: candidate[(slash + 1)...]) + 1)
            }
            if distance < nearest?.distance ?? Int.max { nearest = (candidate, distance) }
        }
        guard let nearest, nearest.distance <= max(1, text.count / 3) else { return nil }
        return nearest.text
    }

    /// How many letters must be changed, put in or taken out to make one text of the other; capitals do not count.
    static func steps(from text: ArraySlice<UInt8>, to other: ArraySlice<UInt8>) -> Int {
        var row = Array(0...other.count)
        for (line, letter) in text.enumerated() {
            var corner = row[0]
            row[0] = line + 1
            for (column, wanted) in other.enumerated() {
                let changed = corner + (letter.asciiLowercased == wanted.asciiLowercased ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, corner + 1)
            }
        }
        return row[other.count]
    }
}
