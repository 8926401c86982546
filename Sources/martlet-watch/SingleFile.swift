/// One file that has the newest picture.
struct SingleFile: FrameSink {
    let path: String

    func add(_ jpeg: [UInt8], at time: Duration) throws(OutputError) { try OutputFile.replace(path, with: jpeg) }

    func finish() {}
}
