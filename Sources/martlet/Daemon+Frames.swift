import Appliance
import Machine
import Wire

extension Daemon {
    /// What can be made of a frame of the camera's own JPEG.
    private enum Passage {
        /// It is a picture as it lies there, in this range.
        case whole(Range<Int>)
        /// It was made one, in memory of our own.
        case repaired(Picture)
        /// It is no picture.
        case none
    }

    /// Publishes a JPEG of the camera's own, repaired where it lacks something, and gives the buffer back if it can.
    ///
    /// - Returns: whether it was a picture.
    func pass(
        _ frame: CapturedFrame, of camera: CameraSource, _ stamp: FrameStamp, now: Moment
    ) throws(Errno) -> Bool {
        switch passage(of: frame, camera) {
        case .none:
            server.counters.dropped += 1
            try camera.device?.requeue(frame)
            return false
        case .repaired(let picture):
            server.counters.repaired += 1
            server.publish(picture, stamp: stamp, now: now)
            try camera.device?.requeue(frame)
        case .whole(let range):
            if range.count < frame.byteCount { server.counters.repaired += 1 }
            server.publish(camera.loans.lend(frame, range: range), stamp: stamp, now: now)
        }
        return true
    }

    /// Whether a frame of the camera's own JPEG is a picture, which nobody wants; one that is none is counted.
    func isPicture(_ frame: CapturedFrame, of camera: CameraSource) -> Bool {
        let isPicture = camera.device?.withBytes(of: frame) { JPEGRepair($0) != nil } ?? false
        if !isPicture { server.counters.dropped += 1 }
        return isPicture
    }

    private func passage(of frame: CapturedFrame, _ camera: CameraSource) -> Passage {
        let orientation = camera.orientation
        return camera.device?.withBytes(of: frame) { (bytes: Span<UInt8>) -> Passage in
            guard let repair = JPEGRepair(bytes) else { return .none }
            if repair.isWhole(orientation: orientation) { return .whole(repair.range) }
            let most = repair.range.count + JPEGRepair.mostAdded
            guard let picture = server.takePicture(bytes: most) else { return .none }
            picture.bytes.removeAll(keepingCapacity: true)
            picture.reserve(most)
            repair.append(bytes, orientation: orientation, to: &picture.bytes) { $1.append(copying: $0) }
            return .repaired(picture)
        } ?? .none
    }

    /// Gives back to the camera the buffers whose pictures nobody is at any more, and those that it needs.
    func returnFrames(now: Moment) {
        guard let camera else { return }
        do throws(Errno) {
            while let frame = reclaimFrame(leaving: camera.loans.most) { try camera.device?.requeue(frame) }
        } catch {
            fail(CameraFault(error), now: now)
        }
    }

    /// The next frame whose buffer is free, or is made so: who is still at its picture goes on from a copy.
    func reclaimFrame(leaving most: Int) -> CapturedFrame? {
        guard let camera else { return nil }
        if let frame = camera.loans.takeReturned() { return frame }
        guard camera.loans.count > most, let picture = camera.loans.oldest, let loan = picture.loan else { return nil }
        let frame = camera.loans.frame(in: loan.buffer)
        let spare = server.keep(picture) { bytes in
            camera.device?.withBytes(of: frame) { bytes.append(copying: $0.extracting(loan.range)) }
        }
        return camera.loans.takeBack(picture, using: spare ?? picture)
    }
}
