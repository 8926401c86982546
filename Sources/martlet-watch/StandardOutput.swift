/// Pictures to standard output, one behind the other: what ffmpeg calls `-f mjpeg`.
struct StandardOutput: FrameSink, ~Copyable {
    private let file = OutputFile.standardOutput

    func add(_ jpeg: [UInt8], at time: Duration) throws(OutputError) { try file.append(jpeg) }

    func finish() {}
}
