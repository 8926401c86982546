import Appliance
import Machine
import Wire

/// A raw frame that nobody has encoded yet.
struct HeldFrame {
    let frame: CapturedFrame
    let stamp: FrameStamp
}

/// What the encoder is at.
struct Encoding {
    let picture: Picture
    let stamp: FrameStamp
    /// The camera's frame that it reads; nil for the pattern.
    let frame: CapturedFrame?
}

extension Daemon {
    /// Draws the pattern's next picture when it is due, if anybody wants it.
    func tickPattern(now: Moment) {
        guard let tick = pattern?.tick(now: now.instant) else { return }
        obey(server.handle(.frame, now: now), now: now)
        guard let stamp = server.stamp(driverSequence: tick, captured: now.instant) else { return }
        guard encoding == nil, server.isPictureWanted, let picture = server.takePicture() else { return }
        guard let raw = pattern?.draw(number: stamp.sequence, now: now) else { return }
        start(raw, picture: picture, stamp: stamp, frame: nil)
    }

    /// Gives the encoder the newest raw frame when somebody would take the picture.
    func encodeIfWanted(now: Moment) {
        guard encoding == nil, let held, let format = cameraFormat, server.isPictureWanted else { return }
        guard let memory = camera?.memory(of: held.frame), let picture = server.takePicture() else { return }
        self.held = nil
        start(RawPicture(format: format, frame: memory), picture: picture, stamp: held.stamp, frame: held.frame)
    }

    private func start(_ raw: consuming RawPicture, picture: Picture, stamp: FrameStamp, frame: CapturedFrame?) {
        encoding = Encoding(picture: picture, stamp: stamp, frame: frame)
        let segment = orientation == .upright ? [] : orientation.segment
        encoder?.start(raw, quality: settings.quality, segment: segment, into: &picture.bytes)
    }

    /// Publishes what the encoder made.
    func encoded(now: Moment) {
        guard let encoding, var result = encoder?.finish() else { return }
        self.encoding = nil
        encoding.picture.bytes = result.jpeg
        pattern?.restore(result.picture.takeBytes())
        if let frame = encoding.frame {
            do throws(Errno) {
                try camera?.requeue(frame)
            } catch {
                fail(CameraFault(error), now: now)
            }
        }
        if orderAfterEncoding != .nothing {
            obeyAfterEncoding(now: now)
        } else if result.failure == nil {
            server.counters.encoded += 1
            server.publish(encoding.picture, stamp: encoding.stamp, now: now)
        } else {
            server.counters.dropped += 1
        }
    }
}
