import CLinux

/// The kernel's clocks (clock_gettime(2)).
public enum Clock {
    /// Nanoseconds on the clock that never goes back: CLOCK_MONOTONIC, the one V4L2 stamps frames with.
    public static var monotonicNanoseconds: Int64 { read(CLOCK_MONOTONIC) }

    /// Nanoseconds since 1970 on the clock on the wall: CLOCK_REALTIME.
    public static var unixNanoseconds: Int64 { read(CLOCK_REALTIME) }

    private static func read(_ clock: Int32) -> Int64 {
        var time = timespec()
        // The kernel fills the structure it is given; with these clocks it cannot fail.
        _ = unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
