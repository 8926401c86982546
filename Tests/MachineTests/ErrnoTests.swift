import Glibc
import Machine
import Testing

/// Every error of the kernel's that a camera can give, and what it is taken for: nothing, or one thing.
@Suite struct ErrnoTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let code: Int32
        let meaning: String
        var testDescription: String { Errno(code: code, call: "open").message + ": " + meaning }

        init(_ code: Int32, _ meaning: String) {
            self.code = code
            self.meaning = meaning
        }
    }

    @Test(arguments: [
        Row(ENOENT, "missing"), Row(ENOTDIR, "missing"), Row(ENODEV, "unplugged"), Row(ENXIO, "unplugged"),
        Row(EBUSY, "busy"), Row(EACCES, "permission"), Row(EPERM, "permission"), Row(ENOSPC, "no space"),
        Row(ENOTTY, "no device"), Row(EISDIR, "no device"), Row(EADDRINUSE, "address in use"),
        Row(EADDRNOTAVAIL, "address not local"),
        // What a camera gives that is stuck.
        Row(EIO, ""), Row(EPROTO, ""), Row(EPIPE, ""), Row(ETIMEDOUT, ""), Row(EINVAL, ""), Row(EILSEQ, ""),
        Row(EOVERFLOW, ""), Row(ENOMEM, ""), Row(EAGAIN, ""),
    ])
    func meaning(_ row: Row) {
        let error = Errno(code: row.code, call: "VIDIOC_STREAMON")
        let meanings = [
            ("missing", error.isMissing), ("unplugged", error.isUnplugged), ("busy", error.isBusy),
            ("permission", error.isPermissionDenied), ("no space", error.isNoSpace), ("no device", error.isNotADevice),
            ("address in use", error.isAddressInUse), ("address not local", error.isAddressNotLocal),
        ]
        #expect(meanings.filter { $0.1 }.map { $0.0 } == (row.meaning.isEmpty ? [] : [row.meaning]))
    }
}
