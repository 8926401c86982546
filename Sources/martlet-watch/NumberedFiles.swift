/// A file for each picture, numbered from 1.
///
/// A file that is there already is kept, and is an error: two recordings in one folder could not be told apart.
struct NumberedFiles: FrameSink {
    let pattern: NamePattern
    private var count = 0

    init(_ pattern: NamePattern) {
        self.pattern = pattern
    }

    /// Makes the folder, if there is none.
    func makeFolder() throws(OutputError) {
        guard let end = pattern.before.lastIndex(of: "/") else { return }
        try OutputFile.makeFolder(String(pattern.before[...end]))
    }

    mutating func add(_ jpeg: [UInt8], at time: Duration) throws(OutputError) {
        let file = try OutputFile(path: pattern.name(count + 1), existing: .kept)
        do {
            try file.append(jpeg)
        } catch {
            // Better no picture than half of one.
            file.remove()
            throw error
        }
        count += 1
    }

    func finish() {}
}
