/// Why a camera cannot be opened or set up.
public enum CameraError: Error {
    /// The kernel refused a call. ENOENT, ENODEV and ENXIO: gone; EACCES: not allowed; EBUSY: another program has it;
    /// ENOSPC at `VIDIOC_STREAMON`: not enough USB bandwidth; ENOTTY at `VIDIOC_QUERYCAP`: not a video device.
    case call(Errno)
    /// A video device, but one that captures nothing: an output, a codec, metadata.
    case capturesNothing
    /// It captures only into separate planes (V4L2's multi-planar interface), which is not supported.
    case multiplanarOnly
    /// It cannot stream into mapped memory.
    case cannotStream
    /// It is the receiver of a ribbon-cable camera, whose links nobody has set up (EINVAL, EPIPE, ENOLINK).
    case unlinked
    /// The driver gave fewer than the two buffers that streaming needs.
    case tooFewBuffers
}
