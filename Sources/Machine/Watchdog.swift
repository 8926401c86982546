import CLinux

/// The machine's watchdog, which starts it anew when it is not fed in time (linux/watchdog.h).
///
/// It runs from `init` on, and on when its owner goes: only `disarm` stops it.
public struct Watchdog: ~Copyable {
    private let descriptor: Descriptor
    /// How long it waits for food, as the driver says; 1 at least.
    public let seconds: Int

    /// Opens the device, which starts it, and sets its time (open(2), `WDIOC_SETTIMEOUT`, `WDIOC_GETTIMEOUT`).
    ///
    /// A driver that cannot have that time keeps its own. EBUSY: another program has it; ENOTTY: no watchdog.
    public init(path: [UInt8], seconds: Int) throws(Errno) {
        let descriptor = try Descriptor.open(path: path, flags: O_WRONLY | O_CLOEXEC)
        let number = descriptor.number
        var time = Int32(clamping: seconds)
        var isRunning = true
        do throws(Errno) {
            // Four bytes of a local variable, read and filled by the kernel.
            _ = try retrying("WDIOC_SETTIMEOUT") { unsafe wdioc_settimeout(number, &time) }
        } catch {
            // Nothing is written to what is no watchdog.
            if error.isNotADevice { throw error }
            isRunning = error.code == EOPNOTSUPP
        }
        do throws(Errno) {
            // As above.
            _ = try retrying("WDIOC_GETTIMEOUT") { unsafe wdioc_gettimeout(number, &time) }
        } catch {
            // Nobody would know how often to feed it.
            if isRunning || error.code == EOPNOTSUPP { Watchdog.disarm(number) }
            throw error
        }
        self.seconds = max(Int(time), 1)
        self.descriptor = descriptor
    }

    /// Starts its time anew (`WDIOC_KEEPALIVE`).
    public func feed() throws(Errno) {
        let number = descriptor.number
        _ = try retrying("WDIOC_KEEPALIVE") { wdioc_keepalive(number) }
    }

    /// Stops it, by the letter that drivers wait for before they are closed; one built with "no way out" runs on.
    public consuming func disarm() {
        Watchdog.disarm(descriptor.number)
    }

    private static func disarm(_ number: Int32) {
        let letter: [UInt8] = [UInt8(ascii: "V")]
        // One byte, read by the kernel. When it fails there is nothing left to do.
        _ = try? retrying("write") { unsafe write(number, letter, 1) }
    }
}
