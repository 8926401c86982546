import CLinux

/// The service manager's ear: a datagram socket that says how the service is (sd_notify(3)).
public struct ServiceManager: ~Copyable {
    private let descriptor: Descriptor
    /// Its address in the kernel's form (unix(7)).
    private let address: [UInt8]

    /// Makes a socket to speak to it (socket(2)); whether anybody listens there is not asked.
    ///
    /// EAFNOSUPPORT: not an address of that kind; ENAMETOOLONG: longer than an address may be.
    ///
    /// - Parameter socket: the value of `NOTIFY_SOCKET`: a path, or `@` and an abstract name.
    public init(socket: [UInt8]) throws(Errno) {
        let isAbstract = socket.first == UInt8(ascii: "@")
        guard isAbstract || socket.first == UInt8(ascii: "/") else { throw Errno(code: EAFNOSUPPORT, call: "socket") }
        // An abstract name begins with a zero and ends where the address does; a path ends in a zero.
        let name = isAbstract ? [0] + socket.dropFirst() : socket + [0]
        guard name.count <= 108 else { throw Errno(code: ENAMETOOLONG, call: "socket") }
        let type = linux_socket_datagram | linux_socket_close_on_exec
        descriptor = Descriptor(adopting: try retrying("socket") { CLinux.socket(AF_UNIX, type, 0) })
        address = [UInt8(AF_UNIX), 0] + name  // a little-endian 16-bit family, on every board there is
    }

    /// Sends a message, such as `READY=1` (sendto(2)).
    ///
    /// Never blocks; errors are of no use: there is nobody to tell.
    public func tell(_ message: [UInt8]) {
        let number = descriptor.number
        let flags = linux_message_no_signal | linux_message_dont_wait
        // The message and the address live through the call, and the kernel copies both.
        _ = try? retrying("sendto") {
            unsafe linux_sendto(number, message, message.count, flags, address, socklen_t(address.count))
        }
    }
}
