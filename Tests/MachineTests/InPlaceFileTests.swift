import Foundation
import Testing

@testable import Machine

@Suite struct InPlaceFileTests {
    /// What a body fails with; nil when it does not.
    private func failure(_ body: () throws(Errno) -> Void) -> Int32? {
        do throws(Errno) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test func whatIsWrittenOverIsReadAgain() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("0123456789", to: "card")
        let file = try InPlaceFile(path: folder.bytes("card"), forWriting: true)
        #expect(file.count == 10)
        try file.write(Array("ab".utf8), at: 0)
        try file.write(Array("yz".utf8), at: 8)
        try file.write([], at: 10)
        #expect(folder.read("card") == "ab234567yz")
        #expect(try file.readStart(limit: 3) == Array("ab2".utf8))
        #expect(try file.readStart(limit: 11) == Array("ab234567yz".utf8))
    }

    @Test(arguments: [(9, 2), (10, 1), (11, 0), (-1, 1), (0, 11), (.max, 1), (.max, 0)])
    func aFileDoesNotGrow(_ offset: Int, _ count: Int) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("0123456789", to: "card")
        let file = try InPlaceFile(path: folder.bytes("card"), forWriting: true)
        #expect(
            failure { () throws(Errno) in try file.write([UInt8](repeating: 0, count: count), at: offset) } == EINVAL)
        #expect(folder.read("card") == "0123456789")
    }

    @Test func longFilesAreReadAsFarAsWanted() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let text = String(repeating: "0123456789", count: 1000)
        try folder.write(text, to: "card")
        let file = try InPlaceFile(path: folder.bytes("card"))
        for limit in [0, 1, 4095, 4096, 4097, 9999, 10_000, 20_000] {
            #expect(try file.readStart(limit: limit) == Array(text.utf8.prefix(limit)))
        }
        #expect(failure { () throws(Errno) in try file.write([1], at: 0) } == EBADF)
    }

    @Test func whatIsNotThere() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.bytes("card")
        #expect(failure { () throws(Errno) in _ = try InPlaceFile(path: path, forWriting: true) } == ENOENT)
        #expect(folder.names.isEmpty)
        #expect(failure { () throws(Errno) in try FileContent.removeIfThere(path: path) } == nil)
        try folder.write("x", to: "card")
        #expect(failure { () throws(Errno) in try FileContent.removeIfThere(path: path) } == nil)
        #expect(folder.names.isEmpty)
        try folder.write("x", to: "card/file")
        #expect(failure { () throws(Errno) in try FileContent.removeIfThere(path: path) } == EISDIR)
    }

    @Test func timeZonesAreFilesWithTheirMark() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for name in ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "posix/UTC", "Etc/GMT+5"] {
            try folder.write("TZif2...", to: name)
        }
        for name in ["tzdata.zi", "Europe/README", "zone.tab"] { try folder.write("text", to: name) }
        let zones = TimeZones(folder.bytes("."))
        let names = zones.names().map { String(decoding: $0, as: UTF8.self) }
        #expect(names.sorted() == ["America/Argentina/Ushuaia", "Etc/GMT+5", "Europe/Berlin", "UTC"])
        for name in names { #expect(zones.contain(Array(name.utf8))) }
        for name in ["Europe", "Europe/README", "tzdata.zi", "Nowhere", "UTC/x", ""] {
            #expect(!zones.contain(Array(name.utf8)), "\(name)")
        }
        #expect(TimeZones(folder.bytes("missing")).names().isEmpty)
    }
}
