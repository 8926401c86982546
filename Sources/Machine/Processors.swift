import CLinux

/// The machine's processors.
public enum Processors {
    /// How many this process may use (sched_getaffinity(2)); 1 at the least.
    public static var usable: Int { max(Int(linux_usable_processors()), 1) }
}
