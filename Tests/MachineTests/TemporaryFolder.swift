import Foundation

/// A folder of its own for one test.
struct TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/martlet-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a name in it, as the Machine takes it.
    func bytes(_ name: String) -> [UInt8] {
        Array((path + "/" + name).utf8)
    }

    /// Writes a file and the folders that it is in.
    func write(_ text: String, to name: String) throws {
        let file = path + "/" + name
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    /// What is in a file; nil when it is not there.
    func read(_ name: String) -> String? {
        // Not String(contentsOfFile:), which leaks, so that the address sanitizer finds leaks of ours alone.
        guard let file = FileHandle(forReadingAtPath: path + "/" + name) else { return nil }
        return String(decoding: file.readDataToEndOfFile(), as: UTF8.self)
    }

    func link(_ name: String, to target: String) throws {
        let folder = (path + "/" + name as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
    }

    /// All names in it.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
