import CLinux

/// Lines for people: standard output for what was asked for, standard error for what happened (write(2)).
public enum Output {
    /// Writes to standard output.
    public static func write(_ text: [UInt8]) {
        write(text, to: STDOUT_FILENO)
    }

    /// Writes a line to standard error, with the program's name before it.
    public static func log(_ line: String) {
        write(Array(("martlet: " + line + "\n").utf8), to: STDERR_FILENO)
    }

    private static func write(_ text: [UInt8], to number: Int32) {
        var rest = text[...]
        while !rest.isEmpty {
            // The bytes live through the call, and the kernel copies them. Nobody reads on: then nothing is lost.
            let written = unsafe rest.withUnsafeBytes { bytes in
                (try? retrying("write") { unsafe CLinux.write(number, bytes.baseAddress, bytes.count) }) ?? 0
            }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
