/// One of the driver's frame buffers in our address space (mmap(2)).
@safe
struct FrameMapping {
    // Valid from `Camera.configure` until the camera's buffers are released; nothing else hands it out.
    let start: UnsafeMutableRawPointer
    let byteCount: Int

    init(start: UnsafeMutableRawPointer, byteCount: Int) {
        unsafe self.start = start
        self.byteCount = byteCount
    }
}
