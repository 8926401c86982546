import Appliance
import Machine
import Wire

extension Daemon {
    /// Draws the pattern's next picture when it is due, if anybody wants it.
    func tickPattern(now: Moment) {
        guard let pattern = activePattern, let tick = pattern.tick(now: now.instant) else { return }
        frameCame(now: now)
        guard let stamp = server.stamp(driverSequence: tick, captured: now.instant) else { return }
        guard encoding == nil else {
            server.counters.awaitedEncoder += 1
            return
        }
        guard server.isPictureWanted(captured: now.instant) else { return }
        guard let picture = server.takePicture(bytes: server.newestBytes) else { return }
        guard let raw = pattern.draw(number: stamp.sequence, now: now) else { return }
        start(raw, picture: picture, stamp: stamp, frame: nil, orientation: settings.rotation)
    }

    /// Gives the encoder the newest raw frame when somebody would take the picture.
    func encodeIfWanted(now: Moment) {
        guard encoding == nil, order == .nothing, let camera, let held = camera.held else { return }
        guard server.isPictureWanted(captured: held.stamp.captured) else { return }
        guard let memory = camera.device?.memory(of: held.frame),
            let picture = server.takePicture(bytes: server.newestBytes)
        else { return }
        camera.held = nil
        start(
            RawPicture(format: camera.format, frame: memory), picture: picture, stamp: held.stamp, frame: held.frame,
            orientation: camera.orientation)
    }

    private func start(
        _ raw: consuming RawPicture, picture: Picture, stamp: FrameStamp, frame: CapturedFrame?,
        orientation: Orientation
    ) {
        encoding = Encoding(picture: picture, stamp: stamp, frame: frame)
        let segment = orientation == .upright ? [] : orientation.segment
        encoder?.start(raw, quality: settings.quality, segment: segment, into: &picture.bytes)
    }

    /// Publishes what the encoder made.
    func encoded(now: Moment) {
        guard let encoding, var result = encoder?.finish() else { return }
        self.encoding = nil
        encoding.picture.bytes = result.jpeg
        if case .pattern(let pattern) = stage { pattern.restore(result.picture.takeBytes()) }
        guard order == .nothing else {
            // The camera is to be closed: its frame goes with it.
            proceed(now: now)
            return
        }
        if result.failure == nil {
            server.counters.encoded += 1
            server.counters.encoding = server.counters.encoding + Interval(nanoseconds: result.nanoseconds)
            server.publish(encoding.picture, stamp: encoding.stamp, now: now)
            frameCame(now: now)
        } else {
            server.counters.dropped += 1
        }
        guard let frame = encoding.frame else { return }
        do throws(Errno) {
            try camera?.device?.requeue(frame)
        } catch {
            fail(CameraFault(error), now: now)
        }
    }

    /// Begins to draw what viewers are shown who wait for the camera, when it is time.
    func paintIfDue(now: Moment) {
        guard painter == nil, let notice = server.takeNotice(now: now) else { return }
        do throws(Errno) {
            painter = try NoticePainter(
                notice, quality: settings.quality,
                segment: settings.rotation == .upright ? [] : settings.rotation.segment)
        } catch {
            // Without a thread there is no notice; the page tells all the same.
            server.publishNotice([], now: now)
        }
    }

    /// Shows what was drawn.
    func painted(now: Moment) {
        server.publishNotice(painter?.finish() ?? [], now: now)
        painter = nil
        // That is not needed again for as long as nothing changes.
        LoadedCode.release()
    }
}
