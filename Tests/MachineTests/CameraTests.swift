import Foundation
import Machine
import Testing

@Suite struct CameraTests {
    /// What opening a path fails with; nil when it does not fail in the kernel.
    private func failure(_ path: String) -> (code: Int32, call: String)? {
        do throws(CameraError) {
            _ = try Camera(path: Array(path.utf8))
            return nil
        } catch {
            guard case .call(let errno) = error else { return nil }
            return (errno.code, errno.call.description)
        }
    }

    @Test func aNodeThatIsNotThereIsToldByOpen() throws {
        let failure = try #require(self.failure("/nonexistent/video0"))
        #expect(failure == (ENOENT, "open"))
    }

    @Test func aDeviceThatIsNoCameraIsToldByItsFirstRequest() throws {
        let failure = try #require(self.failure("/dev/null"))
        #expect(failure == (ENOTTY, "VIDIOC_QUERYCAP"))
    }

    /// /dev/zero, which no other test here opens, because the tests run side by side.
    @Test func failingToOpenLeavesNoDescriptorBehind() {
        for _ in 0..<20 {
            #expect(failure("/dev/zero")?.code == ENOTTY)
        }
        let open = (0..<1024).filter { number in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")) == "/dev/zero"
        }
        #expect(open.isEmpty)
    }
}
