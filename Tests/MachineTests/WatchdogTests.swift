import Foundation
import Machine
import Testing

@Suite struct WatchdogTests {
    private func failure(_ path: [UInt8]) -> (code: Int32, call: String)? {
        do throws(Errno) {
            let watchdog = try Watchdog(path: path, seconds: 10)
            watchdog.disarm()
            return nil
        } catch {
            return (error.code, error.call.description)
        }
    }

    @Test func aFileThatIsNoWatchdogIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("untouched", to: "file")
        let failure = try #require(self.failure(folder.bytes("file")))
        #expect(failure == (ENOTTY, "WDIOC_SETTIMEOUT"))
        #expect(folder.read("file") == "untouched")
    }

    @Test func aDeviceThatIsNoWatchdogIsToldByItsFirstRequest() throws {
        let failure = try #require(self.failure(Array("/dev/null".utf8)))
        #expect(failure == (ENOTTY, "WDIOC_SETTIMEOUT"))
    }

    @Test func aMissingDeviceIsToldByOpen() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let failure = try #require(self.failure(folder.bytes("watchdog")))
        #expect(failure == (ENOENT, "open"))
        #expect(folder.names.isEmpty)
    }
}
