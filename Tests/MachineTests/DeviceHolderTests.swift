import Foundation
import Machine
import Testing

@Suite struct DeviceHolderTests {
    private let device = Array("/dev/video0".utf8)

    /// A folder that looks like /proc, with processes that have files open.
    private func processes(_ open: [(number: Int, name: String?, files: [String])]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("1000", to: "uptime")
        for process in open {
            try folder.write("", to: "\(process.number)/fd/none")
            if let name = process.name { try folder.write(name + "\n", to: "\(process.number)/comm") }
            for (number, file) in process.files.enumerated() {
                try folder.link("\(process.number)/fd/\(number)", to: file)
            }
        }
        return folder
    }

    @Test func theProcessWithTheFileOpenIsNamed() throws {
        let folder = try processes([
            (1, "init", ["/dev/null"]), (4_194_303, "ffmpeg", ["/dev/null", "/dev/video1", "/dev/video0"]),
            (200, "shell", ["/dev/video00", "/dev/video", "pipe:[1234]"]),
        ])
        defer { folder.remove() }
        let holder = try #require(DeviceHolder.find(path: device, processes: folder.path))
        #expect(holder.process == 4_194_303)
        #expect(holder.name == Array("ffmpeg".utf8))
    }

    @Test func theFirstByNumberIsNamed() throws {
        let folder = try processes([(1000, "late", ["/dev/video0"]), (99, "early", ["/dev/video0"])])
        defer { folder.remove() }
        #expect(DeviceHolder.find(path: device, processes: folder.path)?.process == 99)
    }

    @Test func thisProcessIsNotTheOne() throws {
        let own = Int(getpid())
        let folder = try processes([(own, "self", ["/dev/video0"])])
        defer { folder.remove() }
        #expect(DeviceHolder.find(path: device, processes: folder.path) == nil)
        try folder.link("\(own + 1)/fd/0", to: "/dev/video0")
        try folder.write("other", to: "\(own + 1)/comm")
        #expect(DeviceHolder.find(path: device, processes: folder.path)?.process == own + 1)
    }

    @Test func aNameForgesNoLine() throws {
        let folder = try processes([(5, "a\u{1B}[2J\tb\u{7F}c", ["/dev/video0"])])
        defer { folder.remove() }
        #expect(DeviceHolder.find(path: device, processes: folder.path)?.name == Array("a?[2J?b?c".utf8))
    }

    @Test func whatIsGoneMeanwhileHoldsNothing() throws {
        let folder = try processes([(5, nil, ["/dev/video0"]), (6, "there", ["/dev/video0"])])
        defer { folder.remove() }
        #expect(DeviceHolder.find(path: device, processes: folder.path)?.process == 6)
        #expect(DeviceHolder.find(path: device, processes: "/nonexistent") == nil)
    }

    @Test func aRealProcessIsFoundByAnyPathOfItsFile() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("held\n", to: "device")
        try folder.link("by-id", to: "device")
        #expect(DeviceHolder.find(path: folder.bytes("device")) == nil)
        // Not Foundation's Process, which leaks, so that the address sanitizer finds leaks of ours alone.
        let script = "cd '\(folder.path)' && exec 3<device && echo $$ >part && mv part number && read line"
        // Both texts outlive the call.
        let child = unsafe popen(script, "w")
        defer { if let child = unsafe child { unsafe pclose(child) } }
        let deadline = ContinuousClock.now + .seconds(60)
        while folder.read("number") == nil, ContinuousClock.now < deadline { usleep(1000) }
        let number = try #require(folder.read("number").flatMap { Int($0.dropLast()) }, "it has not opened the file")
        for name in ["device", "by-id", "./device"] {
            let holder = try #require(DeviceHolder.find(path: folder.bytes(name)), "\(name)")
            #expect(holder.process == number)
            #expect(holder.name == Array("sh".utf8))
        }
    }
}
