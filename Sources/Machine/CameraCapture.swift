import CLinux

extension Camera {
    /// Gives the driver every buffer and starts the stream (`VIDIOC_QBUF`, `VIDIOC_STREAMON`).
    ///
    /// ENOSPC at `VIDIOC_STREAMON` means that the USB bus has not enough bandwidth left.
    public mutating func start() throws(Errno) {
        precondition(format != nil && !isStreaming)
        session &+= 1
        for index in mappings.indices {
            try queue(index)
        }
        let number = number
        _ = try retrying("VIDIOC_STREAMON") { vidioc_streamon(number, V4L2_BUF_TYPE_VIDEO_CAPTURE) }
        isStreaming = true
    }

    /// Stops the stream (`VIDIOC_STREAMOFF`).
    ///
    /// Frames taken before are no longer ours, and `start` may follow. Also when it throws (ENODEV: the camera is gone) the camera counts as stopped.
    public mutating func stop() throws(Errno) {
        guard isStreaming else { return }
        isStreaming = false
        session &+= 1
        let number = number
        _ = try retrying("VIDIOC_STREAMOFF") { vidioc_streamoff(number, V4L2_BUF_TYPE_VIDEO_CAPTURE) }
    }

    /// Takes frames until none is left, keeps the newest good one and requeues every other at once (`VIDIOC_DQBUF`).
    ///
    /// No frame being there is an answer, not an error. An error met with a good frame in hand is left for the next
    /// call, which will meet it again. The frame is ours until `requeue`, `stop` or `configure`.
    public mutating func dequeueNewest() throws(Errno) -> DrainedFrames {
        var drained = DrainedFrames()
        // Bounded, for a driver that fills buffers as fast as they are requeued.
        for _ in 0..<2 * mappings.count {
            let filled: CapturedFrame?
            do throws(Errno) {
                filled = try dequeue()
            } catch {
                if drained.newest != nil { return drained }
                throw error
            }
            guard let filled else { return drained }
            if filled.byteCount == 0 {
                drained.damaged += 1
                try queue(filled.index)
                continue
            }
            if let older = drained.newest {
                drained.superseded += 1
                drained.newest = nil
                try queue(older.index)
            }
            drained.newest = filled
        }
        return drained
    }

    /// Gives a frame's memory back to the driver (`VIDIOC_QBUF`); a frame of an earlier start is let be.
    public mutating func requeue(_ frame: CapturedFrame) throws(Errno) {
        guard frame.session == session, isStreaming else { return }
        try queue(frame.index)
    }

    /// Whether a frame is still ours to read: not after `stop`, `start` or `configure`.
    public func holds(_ frame: CapturedFrame) -> Bool {
        frame.session == session
    }

    /// Lends the bytes of a frame that is ours.
    public func withBytes<Result, Failure: Error>(
        of frame: CapturedFrame, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let memory = memory(of: frame)
        // The mapping lives as long as the camera, which is borrowed here, and the driver does not write to a buffer
        // that is not queued.
        let bytes = unsafe UnsafeRawBufferPointer(start: memory.start, count: memory.byteCount)
        return try unsafe body(bytes.assumingMemoryBound(to: UInt8.self).span)
    }

    /// The bytes of a frame that is ours, for another thread; see the rule of `FrameMemory`.
    public func memory(of frame: CapturedFrame) -> FrameMemory {
        precondition(holds(frame))
        let mapping = mappings[frame.index]
        return unsafe FrameMemory(start: mapping.start, byteCount: min(frame.byteCount, mapping.byteCount))
    }

    private func queue(_ index: Int) throws(Errno) {
        let number = number
        var buffer = unsafe captureBuffer(index)
        // The kernel reads and fills the structure it is given and keeps no pointer to it.
        _ = try retrying("VIDIOC_QBUF") { unsafe vidioc_qbuf(number, &buffer) }
    }

    /// The next filled buffer, its byte count 0 when the driver flags it as faulty; nil when there is none.
    private func dequeue() throws(Errno) -> CapturedFrame? {
        let number = number
        var buffer = unsafe captureBuffer(0)
        do throws(Errno) {
            // The kernel reads and fills the structure it is given and keeps no pointer to it.
            _ = try retrying("VIDIOC_DQBUF") { unsafe vidioc_dqbuf(number, &buffer) }
        } catch {
            if error.code == EAGAIN { return nil }
            throw error
        }
        // The union in the structure is not touched: these are its plain members.
        let (index, flags, used) = unsafe (Int(buffer.index), buffer.flags, Int(buffer.bytesused))
        guard mappings.indices.contains(index) else { throw Errno(code: EINVAL, call: "VIDIOC_DQBUF") }
        let isMonotonic = flags & UInt32(V4L2_BUF_FLAG_TIMESTAMP_MASK) == UInt32(V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC)
        let taken = unsafe Int64(buffer.timestamp.tv_sec) * 1_000_000_000 + Int64(buffer.timestamp.tv_usec) * 1000
        return CapturedFrame(
            index: index,
            byteCount: flags & UInt32(V4L2_BUF_FLAG_ERROR) != 0 ? 0 : min(used, mappings[index].byteCount),
            timestampNanoseconds: isMonotonic && taken > 0 ? taken : nil,
            driverSequence: unsafe buffer.sequence,
            session: session
        )
    }
}
