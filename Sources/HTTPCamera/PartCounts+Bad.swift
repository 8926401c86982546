import Wire

extension PartCounts {
    /// All that was no whole picture.
    var bad: Int { damaged + others + oversized + oversizedHeads }
}
