import Foundation
import Machine
import Testing

@Suite struct FileReplacementTests {
    /// What replacing a file fails with; nil when it does not fail.
    private func failure(_ path: [UInt8]) -> (code: Int32, call: String)? {
        do throws(Errno) {
            try FileContent.replace(path: path, with: [1])
            return nil
        } catch {
            return (error.code, error.call.description)
        }
    }

    @Test func aFileIsMadeAndReplacedWithNothingLeftOver() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for content in ["paused\n", "on\n", "", String(repeating: "long ", count: 100_000)] {
            try FileContent.replace(path: folder.bytes("state"), with: Array(content.utf8))
            #expect(folder.read("state") == content)
            #expect(folder.names == ["state"])
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/state")
        let mask = umask(0)
        umask(mask)
        #expect(attributes[.posixPermissions] as? Int == Int(0o644 & ~mask))
    }

    /// A reader that had the old file open goes on reading the old content: it was not written over.
    @Test func theOldFileIsNotTouched() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("old", to: "state")
        try FileManager.default.linkItem(atPath: folder.path + "/state", toPath: folder.path + "/same")
        try FileContent.replace(path: folder.bytes("state"), with: Array("new".utf8))
        #expect(folder.read("same") == "old")
        #expect(folder.read("state") == "new")
    }

    @Test func whatALossOfPowerLeftIsNoHindrance() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("half of", to: "state.new")
        try FileContent.replace(path: folder.bytes("state"), with: Array("on".utf8))
        #expect(folder.read("state") == "on")
        #expect(folder.names == ["state"])
    }

    /// A link in the temporary file's place is not followed.
    @Test func nothingIsWrittenThroughALink() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("precious", to: "other")
        try folder.link("state.new", to: folder.path + "/other")
        try FileContent.replace(path: folder.bytes("state"), with: Array("on".utf8))
        #expect(folder.read("other") == "precious")
        #expect(folder.names == ["other", "state"])
    }

    @Test func aMissingFolderIsToldByOpen() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let failure = try #require(self.failure(folder.bytes("missing/state")))
        #expect(failure == (ENOENT, "open"))
        #expect(folder.names.isEmpty)
    }

    /// In a folder where nobody may make a file, root neither.
    @Test func aFolderThatTakesNoFileIsToldByOpenAndTheOldOneStays() throws {
        let file = "/sys/kernel/fscaps"
        let old = FileManager.default.contents(atPath: file)
        let failure = try #require(self.failure(Array(file.utf8)))
        #expect([EACCES, EPERM, EROFS].contains(failure.code), "\(failure.code)")
        #expect(failure.call == "open")
        #expect(old?.isEmpty == false && FileManager.default.contents(atPath: file) == old)
    }

    @Test func afterARefusedRenameNoTemporaryFileStays() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("inside", to: "state/file")
        let failure = try #require(self.failure(folder.bytes("state")))
        #expect(failure == (EISDIR, "rename"))
        #expect(folder.names == ["state"])
        #expect(folder.read("state/file") == "inside")
    }

    @Test func whatIsInTheWayOfTheTemporaryFileAndCannotGoIsToldByOpen() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("old", to: "state")
        try folder.write("inside", to: "state.new/file")
        let failure = try #require(self.failure(folder.bytes("state")))
        #expect(failure == (EEXIST, "open"))
        #expect(folder.read("state") == "old")
        #expect(folder.read("state.new/file") == "inside")
    }
}
