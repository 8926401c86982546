import CLinux

/// The process that has a device open.
public struct DeviceHolder: Sendable {
    /// Its number.
    public let process: Int
    /// What it is called, without control characters.
    public let name: [UInt8]

    /// The first other process that has a file open, by its number; nil when there is none that this user may look at.
    ///
    /// Reads the links of /proc/PID/fd and /proc/PID/comm (proc(5)), of every process: not for a loop that must not wait.
    ///
    /// - Parameters:
    ///   - path: the file, by any path.
    ///   - processes: where the kernel tells of processes; another folder is for tests.
    public static func find(path: [UInt8], processes: String = "/proc") -> DeviceHolder? {
        let file = SystemFolder(path).resolved?.path ?? path
        let folder = SystemFolder(Array(processes.utf8))
        let own = Environment.processIdentifier
        for process in folder.entries.compactMap({ decimal($0) }).sorted() where process != own {
            let process = (number: process, folder: folder.appending("\(process)"))
            let descriptors = process.folder.appending("fd")
            guard descriptors.entries.contains(where: { descriptors.appending($0).target == file }) else { continue }
            // Gone meanwhile: then it holds nothing.
            guard let name = process.folder.text("comm") else { continue }
            return DeviceHolder(process: process.number, name: printable(name))
        }
        return nil
    }
}
