import CLinux

/// The program's and its libraries' code, as far as it is in memory for this process.
public enum LoadedCode {
    /// Lets go of all of it (madvise(2)): what is needed comes back from the page cache as soon as it is run.
    ///
    /// Starting touches most of libc and much of the program, which running never does again: a megabyte.
    public static func release() {
        linux_release_code()
    }
}
