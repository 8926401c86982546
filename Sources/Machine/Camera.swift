import CLinux

/// A V4L2 capture device, open: what it offers, its settings, and its frames in mapped memory.
///
/// It goes from open to configured (`configure`), to streaming (`start`), back (`stop`) and anew. The descriptor is
/// readable when a frame is there; POLLERR means that the stream is dead and POLLHUP that the device is gone.
/// Some of its calls block for seconds when the hardware misbehaves: opening and configuring belong on a worker.
public struct Camera: ~Copyable {
    let descriptor: Descriptor
    /// The kernel driver, such as `uvcvideo`.
    public let driver: [UInt8]
    /// The device's own name.
    public let name: [UInt8]
    /// Where the device sits, as the driver says it, such as `usb-0000:00:02.0-1`.
    public let busInformation: [UInt8]
    /// Whether its links and formats are set elsewhere, through a media controller (`V4L2_CAP_IO_MC`): a receiver of
    /// ribbon-cable cameras.
    public let isMediaControlled: Bool
    /// What was agreed by the last `configure`; nil before.
    public internal(set) var format: CameraFormat?
    /// Whether frames are being captured: between `start` and `stop`.
    public internal(set) var isStreaming = false
    var mappings: [FrameMapping] = []
    var session: UInt32 = 0

    /// Opens a device node (open(2), `VIDIOC_QUERYCAP`).
    public init(path: [UInt8]) throws(CameraError) {
        let descriptor = try Camera.open(path)
        let capability = try Camera.capability(of: descriptor.number)
        driver = fixedText(capability.driver)
        name = fixedText(capability.card)
        busInformation = fixedText(capability.bus_info)
        isMediaControlled = capability.device_caps & UInt32(V4L2_CAP_IO_MC) != 0
        self.descriptor = descriptor
    }

    // The stream is stopped first, so that the driver writes nowhere; the driver can let the buffers go only when
    // nothing maps them; the descriptor is closed last, by its own deinit.
    deinit {
        releaseBuffers()
    }

    /// How many buffers the driver has given, since the last `configure`.
    public var bufferCount: Int { mappings.count }

    /// The descriptor to poll for POLLIN; it stays the camera's.
    public var number: Int32 { descriptor.number }

    /// Its controls, as long as it is open.
    public var controls: CameraControls { CameraControls(number: number) }

    private static func open(_ path: [UInt8]) throws(CameraError) -> Descriptor {
        do throws(Errno) {
            return try Descriptor.open(path: path, flags: O_RDWR | O_NONBLOCK | O_CLOEXEC)
        } catch {
            throw .call(error)
        }
    }

    /// What the device is, when it is one that we can capture from.
    private static func capability(of number: Int32) throws(CameraError) -> v4l2_capability {
        var capability = v4l2_capability()
        do throws(Errno) {
            // The kernel fills the structure it is given and keeps no pointer to it.
            _ = try retrying("VIDIOC_QUERYCAP") { unsafe vidioc_querycap(number, &capability) }
        } catch {
            throw .call(error)
        }
        let isOfThisNode = capability.capabilities & UInt32(V4L2_CAP_DEVICE_CAPS) != 0
        let abilities = isOfThisNode ? capability.device_caps : capability.capabilities
        guard abilities & UInt32(V4L2_CAP_VIDEO_CAPTURE) != 0 else {
            let isMultiplanar = abilities & UInt32(V4L2_CAP_VIDEO_CAPTURE_MPLANE) != 0
            throw isMultiplanar ? .multiplanarOnly : .capturesNothing
        }
        guard abilities & UInt32(V4L2_CAP_STREAMING) != 0 else { throw .cannotStream }
        return capability
    }

    /// Stops the stream and gives the buffers back to the driver; errors are of no use here, the device may be gone.
    func releaseBuffers() {
        guard !mappings.isEmpty else { return }
        if isStreaming { _ = vidioc_streamoff(number, V4L2_BUF_TYPE_VIDEO_CAPTURE) }
        for mapping in mappings {
            // The mapping is ours since `configure` and is named nowhere but in the list that ends here.
            _ = unsafe munmap(mapping.start, mapping.byteCount)
        }
        var request = bufferRequest(count: 0)
        // The kernel reads and fills the structure it is given and keeps no pointer to it.
        _ = unsafe vidioc_reqbufs(number, &request)
    }
}

/// The request for so many mapped buffers; 0 lets them all go.
func bufferRequest(count: Int) -> v4l2_requestbuffers {
    var request = v4l2_requestbuffers()
    request.count = UInt32(count)
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
    request.memory = V4L2_MEMORY_MMAP.rawValue
    return request
}
