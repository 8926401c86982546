import CLinux

/// An error of the kernel: its code, and the call that met it.
public struct Errno: Error {
    /// The code, as errno(3) has it.
    public let code: Int32
    /// The name of the system call or request, such as `VIDIOC_S_FMT`.
    public let call: StaticString

    /// An error with that code.
    public init(code: Int32, call: StaticString) {
        self.code = code
        self.call = call
    }

    /// The kernel's words for the code (strerror(3)).
    public var message: String {
        // The text is the C library's own and constant for a code that it knows.
        unsafe String(cString: strerror(code))
    }

    /// ENOENT, ENOTDIR: it is not there.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    /// ENODEV, ENXIO: the device behind it is gone.
    public var isUnplugged: Bool { code == ENODEV || code == ENXIO }
    /// ENODEV, ENXIO, ETIMEDOUT: nobody answers, and asking again takes as long.
    public var isUnanswered: Bool { isUnplugged || code == ETIMEDOUT }
    /// EBUSY: somebody else has it.
    public var isBusy: Bool { code == EBUSY }
    /// EACCES, EPERM: not for this user.
    public var isPermissionDenied: Bool { code == EACCES || code == EPERM }
    /// ENOSPC: from a camera, no USB bandwidth is left.
    public var isNoSpace: Bool { code == ENOSPC }
    /// EINVAL, EPIPE, ENOLINK: from a receiver of cameras, that no camera is linked to it.
    var isUnlinked: Bool { code == EINVAL || code == EPIPE || code == ENOLINK }
    /// ENOTTY, EISDIR: no such request on this kind of file.
    public var isNotADevice: Bool { code == ENOTTY || code == EISDIR }
    /// EADDRINUSE: another socket has the address.
    public var isAddressInUse: Bool { code == EADDRINUSE }
    /// EADDRNOTAVAIL: the address is none of this machine's.
    public var isAddressNotLocal: Bool { code == EADDRNOTAVAIL }

    /// The error of the call that has just failed on this thread.
    static func last(_ call: StaticString) -> Errno {
        Errno(code: linux_errno(), call: call)
    }
}

/// Makes a system call that answers -1 for an error, again as long as a signal interrupts it (EINTR).
func retrying<Answer: SignedInteger>(
    _ call: StaticString, _ body: () -> Answer
) throws(Errno) -> Answer {
    while true {
        let answer = body()
        if answer != -1 { return answer }
        let error = Errno.last(call)
        if error.code != EINTR { throw error }
    }
}
