import Foundation
import Testing

@testable import Machine

/// A real connection over the loopback, whose other end reads only when the test says so.
@Suite struct TransportTests {
    private final class Pair {
        let socket: Socket
        let peer: Int32
        private let listener: Listener

        init() throws {
            listener = try Listener(address: [127, 0, 0, 1], port: 0)
            let peer = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            self.peer = peer
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = listener.address.port.bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            // The address outlives the call.
            let result = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    unsafe connect(peer, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            #expect(result == 0)
            guard let connected = try listener.accept() else { throw Errno(code: EAGAIN, call: "accept4") }
            socket = connected.take()
        }

        deinit { close(peer) }

        /// Sends as much of some bytes as the kernel takes, again and again until it takes no more; how many it took.
        func fill() throws -> Int {
            let bytes = [UInt8](repeating: 7, count: 60_000)
            var count = 0
            while let sent = try socket.send(bytes) { count += sent }
            return count
        }

        /// Reads all that is there.
        func drain() -> Int {
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            var count = 0
            while true {
                // The kernel fills no more than the array has.
                let read = unsafe recv(peer, &bytes, bytes.count, Int32(MSG_DONTWAIT))
                if read <= 0 { return count }
                count += read
            }
        }

        /// What the kernel says by another way (SIOCOUTQ): bytes not acknowledged, unsent ones included.
        var outstanding: Int {
            var count: Int32 = 0
            // Four bytes of a local variable, filled by the kernel.
            #expect(unsafe ioctl(socket.number, UInt(TIOCOUTQ), &count) == 0)
            return Int(count)
        }
    }

    /// What peers acknowledge takes its time: waited for, and no longer than ten seconds.
    private func eventually(_ what: String, _ condition: () -> Bool) {
        for _ in 0..<2000 {
            if condition() { return }
            usleep(5000)
        }
        Issue.record("not within ten seconds: \(what)")
    }

    @Test func queueIsTheOneThatTheKernelTells() throws {
        let pair = try Pair()
        #expect(pair.socket.transport?.queuedBytes == 0)
        #expect(try pair.socket.send([1, 2, 3]) == 3)
        eventually("three bytes are acknowledged") { pair.socket.transport?.queuedBytes == 0 }
        _ = try pair.fill()
        eventually("a full queue is told") {
            let outstanding = pair.outstanding
            return outstanding > 0 && pair.socket.transport?.queuedBytes == outstanding
        }
        while pair.drain() > 0 || pair.outstanding > 0 { usleep(1000) }
        #expect(pair.socket.transport?.queuedBytes == 0)
    }

    /// What may wait unsent is 16 KB, and what one call has begun; without that the kernel takes megabytes.
    @Test func queueOfAConnectionInAHurryIsShort() throws {
        let hurried = try Pair()
        try hurried.socket.hurry(unsentBytes: 16_384)
        let slack = try Pair()
        let taken = try (hurried.fill(), slack.fill())
        eventually("what the peer's kernel took is acknowledged") { hurried.outstanding <= 16_384 + 65_536 }
        #expect(slack.outstanding > 500_000, "\(slack.outstanding) bytes, of \(taken.1)")
        #expect(taken.0 < taken.1)
    }

    @Test func windowShrinksByWhatIsUnreadAndOpensAgain() throws {
        let pair = try Pair()
        try pair.socket.hurry(unsentBytes: 16_384)
        let whole = try #require(pair.socket.transport?.windowBytes)
        #expect(whole > 0)
        _ = try pair.fill()
        eventually("the window is shut") { (pair.socket.transport?.windowBytes ?? whole) < 8192 }
        eventually("the window is open again") {
            _ = pair.drain()
            return (pair.socket.transport?.windowBytes ?? 0) >= whole
        }
    }

    @Test func whatIsNoConnectionTellsNothing() throws {
        var ends: [Int32] = [0, 0]
        // Two numbers, filled by the kernel.
        #expect(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { close(ends[1]) }
        #expect(Socket(Descriptor(adopting: ends[0])).transport == nil)
    }
}
