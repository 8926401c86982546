import Wire

/// Whether the service manager waits for signs of life: the protocol of sd_watchdog_enabled(3).
public enum PassedWatchdog {
    /// How often to give one: twice in the time after which it acts; nil when it waits for none, or for another process's.
    public static func interval(period: [UInt8]?, process: [UInt8]?, processIdentifier: Int) -> Interval? {
        guard let microseconds = period?.decimal(limit: 1 << 50), microseconds > 0 else { return nil }
        if let process, process.decimal(limit: 1 << 30) != processIdentifier { return nil }
        return Interval(nanoseconds: Int64(microseconds) * 500)
    }
}
