import CLinux

/// A socket that connections come to, never blocking.
public struct Listener: ~Copyable {
    private let descriptor: Descriptor
    /// Where it listens, with the port that the kernel chose if none was asked for.
    public let address: SocketAddress

    /// Binds an address and listens (socket(2), bind(2), listen(2)).
    ///
    /// EADDRINUSE: another program listens there; EADDRNOTAVAIL: the address is not this machine's; EACCES: the port
    /// is below 1024 and not for this user.
    ///
    /// - Parameters:
    ///   - address: 4 bytes of IPv4 or 16 of IPv6, in network order.
    ///   - port: 0 for a free one.
    public init(address: [UInt8], port: UInt16) throws(Errno) {
        let wanted = SocketAddress(address: address, port: port)
        let family = wanted.isIPv6 ? AF_INET6 : AF_INET
        let type = linux_socket_stream | linux_socket_nonblocking | linux_socket_close_on_exec
        let descriptor = Descriptor(adopting: try retrying("socket") { socket(family, type, 0) })
        let number = descriptor.number
        var yes: Int32 = 1
        // Four bytes of a local variable, read by the kernel. Without it a restart would wait for old connections.
        _ = try retrying("setsockopt") { unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, 4) }
        if wanted.isIPv6 {
            // `[::]` beside `0.0.0.0` are two addresses, as they are written, and not one over the other.
            _ = try retrying("setsockopt") {
                unsafe setsockopt(number, linux_protocol_ipv6, IPV6_V6ONLY, &yes, 4)
            }
        }
        // The address lives through the call.
        try unsafe wanted.withPointer { pointer, length throws(Errno) in
            _ = try retrying("bind") { unsafe linux_bind(number, pointer, length) }
        }
        _ = try retrying("listen") { listen(number, 64) }
        self.address = try SocketAddress(localOf: number)
        self.descriptor = descriptor
    }

    /// Takes over a listening socket that the service manager passed (sd_listen_fds(3)).
    ///
    /// - Throws: `Errno` when the number is no socket.
    public init(passed number: Int32) throws(Errno) {
        let address = try SocketAddress(localOf: number)
        let descriptor = Descriptor(adopting: number)
        let flags = try retrying("fcntl") { linux_fcntl_get(number, F_GETFL) }
        _ = try retrying("fcntl") { linux_fcntl_set(number, F_SETFL, flags | O_NONBLOCK) }
        _ = try retrying("fcntl") { linux_fcntl_set(number, F_SETFD, FD_CLOEXEC) }
        self.address = address
        self.descriptor = descriptor
    }

    /// The descriptor to poll for reading; it stays the listener's.
    public var number: Int32 { descriptor.number }

    /// Takes the next connection and its peer's address (accept4(2)); nil when there is none.
    ///
    /// EMFILE and ENFILE: no descriptor is left; the connection waits.
    public func accept() throws(Errno) -> Connected? {
        let number = number
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let flags = linux_socket_nonblocking | linux_socket_close_on_exec
        do throws(Errno) {
            let accepted = try retrying("accept4") {
                // The kernel fills the address, no more of it than it is told there is.
                unsafe withUnsafeMutablePointer(to: &storage) { pointer in
                    unsafe linux_accept(number, pointer, &length, flags)
                }
            }
            return Connected(socket: Socket(Descriptor(adopting: accepted)), peer: SocketAddress(storage))
        } catch {
            switch error.code {
            // The peer went before it was taken: as if it had never come.
            case EAGAIN, ECONNABORTED, EPROTO: return nil
            default: throw error
            }
        }
    }

    /// A connection that was taken, and who it is.
    public struct Connected: ~Copyable {
        /// The connection.
        public let socket: Socket
        /// Its peer.
        public let peer: SocketAddress

        /// Gives the socket to its new owner.
        public consuming func take() -> Socket { socket }
    }
}
