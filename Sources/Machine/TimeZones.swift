/// The time zones that this machine knows: the files of a folder such as /usr/share/zoneinfo.
public struct TimeZones {
    /// Where Debian has them.
    public static let usual = Array("/usr/share/zoneinfo".utf8)
    /// What each of the files begins with: RFC 8536 section 3.1.
    private static let mark = Array("TZif".utf8)

    private let folder: SystemFolder

    /// The zones of a folder.
    public init(_ path: [UInt8] = usual) {
        folder = SystemFolder(path)
    }

    /// Whether there is one of that name, which must not lead out of the folder.
    public func contain(_ name: [UInt8]) -> Bool {
        do throws(Errno) {
            return try InPlaceFile(path: folder.appending(name).path).readStart(limit: Self.mark.count) == Self.mark
        } catch {
            return false
        }
    }

    /// The names of all of them, in no order; slow, for a zone that is not there.
    public func names() -> [[UInt8]] {
        var names: [[UInt8]] = []
        collect(in: folder, prefix: [], depth: 3, into: &names)
        return names
    }

    private func collect(in folder: SystemFolder, prefix: [UInt8], depth: Int, into names: inout [[UInt8]]) {
        for entry in folder.entries {
            // Copies of all of them by another clock, and files that are no zones, begin with a small letter.
            guard let first = entry.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else { continue }
            let name = prefix + entry
            if contain(name) {
                names.append(name)
            } else if depth > 1 {
                collect(in: folder.appending(entry), prefix: name + [UInt8(ascii: "/")], depth: depth - 1, into: &names)
            }
        }
    }
}
