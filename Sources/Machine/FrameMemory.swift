/// The bytes of one captured frame, for a thread other than the camera's to read.
///
/// The rule that makes it safe: until that thread is done, its frame is not requeued, and its camera is neither
/// configured anew nor let go.
@safe
public struct FrameMemory: @unchecked Sendable {
    // The pointer is into a mapping that the rule above keeps in place.
    let start: UnsafeMutableRawPointer
    /// How many bytes the frame has.
    public let byteCount: Int

    init(start: UnsafeMutableRawPointer, byteCount: Int) {
        unsafe self.start = start
        self.byteCount = byteCount
    }
}
