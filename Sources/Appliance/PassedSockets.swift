import Wire

/// What the service manager passed: the protocol of sd_listen_fds(3).
public enum PassedSockets {
    /// The number of the first one.
    public static let first = 3

    /// How many there are; none when they are meant for another process.
    public static func count(listenPID: [UInt8]?, listenFDs: [UInt8]?, processIdentifier: Int) -> Int {
        guard let listenPID, let listenFDs, listenPID.decimal(limit: 1 << 30) == processIdentifier else { return 0 }
        return listenFDs.decimal(limit: 64) ?? 0
    }
}
