import Foundation
import Machine
import Testing

@Suite struct ServiceManagerTests {
    /// A service manager's end: a bound socket of datagrams, which never blocks.
    private final class Ear {
        let number: Int32

        init(_ name: [UInt8]) {
            number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
            // The name fits: the tests choose it. The address outlives the call.
            let result = unsafe withUnsafeMutableBytes(of: &address) { bytes in
                unsafe bytes.baseAddress?.advanced(by: 2).copyMemory(from: name, byteCount: name.count)
                return unsafe bytes.baseAddress.map { base in
                    unsafe bind(number, base.assumingMemoryBound(to: sockaddr.self), length)
                }
            }
            #expect(result == 0)
        }

        deinit { close(number) }

        /// The next message; nil when there is none.
        func hear() -> String? {
            var bytes = [UInt8](repeating: 0, count: 1024)
            // The kernel fills no more than the array has.
            let count = unsafe recv(number, &bytes, bytes.count, 0)
            return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
        }
    }

    private func failure(_ socket: String) -> Int32? {
        do throws(Errno) {
            _ = try ServiceManager(socket: Array(socket.utf8))
            return nil
        } catch {
            return error.code
        }
    }

    @Test func messagesArriveAtAPathOneByOne() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let ear = Ear(folder.bytes("notify"))
        let manager = try ServiceManager(socket: folder.bytes("notify"))
        manager.tell(Array("READY=1".utf8))
        manager.tell(Array("STATUS=watched by 2\nWATCHDOG=1".utf8))
        #expect(ear.hear() == "READY=1")
        #expect(ear.hear() == "STATUS=watched by 2\nWATCHDOG=1")
        #expect(ear.hear() == nil)
    }

    @Test func messagesArriveAtAnAbstractName() throws {
        let name = "martlet-test-" + UUID().uuidString
        let ear = Ear([0] + Array(name.utf8))
        let manager = try ServiceManager(socket: Array(("@" + name).utf8))
        manager.tell(Array("STOPPING=1".utf8))
        #expect(ear.hear() == "STOPPING=1")
    }

    /// The socket is made again, as a manager that starts anew does: its address is asked for each time.
    @Test func aManagerThatComesLaterIsTold() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let manager = try ServiceManager(socket: folder.bytes("notify"))
        manager.tell(Array("READY=1".utf8))
        let ear = Ear(folder.bytes("notify"))
        manager.tell(Array("WATCHDOG=1".utf8))
        #expect(ear.hear() == "WATCHDOG=1")
        #expect(ear.hear() == nil)
    }

    /// Some messages wait in its socket, and no more: what follows goes nowhere, at once.
    @Test func aManagerThatHearsNothingHoldsNobodyUp() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let ear = Ear(folder.bytes("notify"))
        let address = folder.bytes("notify")
        let isDone = DispatchSemaphore(value: 0)
        // In a thread of its own: one that is held up is let go when the ear goes.
        Thread.detachNewThread {
            guard let manager = try? ServiceManager(socket: address) else { return }
            for _ in 0..<10_000 { manager.tell(Array("WATCHDOG=1".utf8)) }
            isDone.signal()
        }
        #expect(isDone.wait(timeout: .now() + 20) == .success)
        var count = 0
        while ear.hear() != nil { count += 1 }
        #expect(count > 0 && count < 10_000, "\(count)")
    }

    @Test func longNamesAreRefusedAndTheLongestAreNot() throws {
        #expect(failure("/" + String(repeating: "a", count: 106)) == nil)
        #expect(failure("/" + String(repeating: "a", count: 107)) == ENAMETOOLONG)
        #expect(failure("@" + String(repeating: "a", count: 107)) == nil)
        #expect(failure("@" + String(repeating: "a", count: 108)) == ENAMETOOLONG)
        #expect(failure("@" + String(repeating: "a", count: 100_000)) == ENAMETOOLONG)
        let name = String(repeating: "n", count: 70) + UUID().uuidString
        let longest = name + String(repeating: "l", count: 107 - name.utf8.count)
        let ear = Ear([0] + Array(longest.utf8))
        try ServiceManager(socket: Array(("@" + longest).utf8)).tell(Array("READY=1".utf8))
        #expect(ear.hear() == "READY=1")
    }

    @Test func otherAddressesAreRefused() {
        for address in ["", "relative", "vsock:2:1234", "tcp:localhost"] {
            #expect(failure(address) == EAFNOSUPPORT, "\(address)")
        }
    }
}
