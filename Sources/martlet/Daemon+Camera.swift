import Appliance
import Machine
import Wire

extension Daemon {
    /// Does with the source what was decided.
    func obey(_ order: Supervisor.Order, now: Moment) {
        switch order {
        case .nothing: break
        case .open: openSource(now: now)
        case .close: closeSource()
        }
    }

    /// The camera's descriptor, while there is something to wait for.
    var cameraNumber: Int32? {
        orderAfterEncoding == .nothing ? camera?.number : nil
    }

    private func openSource(now: Moment) {
        guard orderAfterEncoding == .nothing else {
            orderAfterEncoding = .open
            return
        }
        guard let target = opening else {
            openPattern(now: now)
            return
        }
        // One that is under way is as good: what comes of it is taken in the state of then.
        guard !opener.isBusy else { return }
        let settings = settings
        opener.start(target, flip: settings.rotation == .upsideDown) { formats in
            FormatTable(formats, for: settings).choose(for: settings)
        }
    }

    private func openPattern(now: Moment) {
        let source = PatternSource(settings, now: now.instant)
        orientation = settings.rotation
        guard makeEncoder(now: now) else { return }
        pattern = source
        announce()
        obey(server.opened(.pattern, source.format, now: now), now: now)
    }

    /// Closes the source as soon as the encoder no longer reads from it.
    private func closeSource() {
        pattern = nil
        guard encoding == nil else {
            orderAfterEncoding = .close
            return
        }
        held = nil
        // Its threads and their memory go with it, until they are needed again.
        encoder?.leaveCamera()
        encoder = nil
        // Its memory goes with it: who is still sent from there goes on from a copy.
        while reclaimFrame(leaving: 0) != nil {}
        camera = nil
        cameraFormat = nil
        LoadedCode.release()
    }

    /// Does what had to wait for the encoder.
    func obeyAfterEncoding(now: Moment) {
        let order = orderAfterEncoding
        guard order != .nothing else { return }
        orderAfterEncoding = .nothing
        closeSource()
        if order == .open { openSource(now: now) }
    }

    /// Takes what came of opening the camera.
    func cameraOpened(now: Moment) {
        let opened: Camera?
        do throws(CameraOpener.Failure) {
            opened = try opener.finish()
        } catch {
            fail(CameraFault(error), now: now)
            return
        }
        camera = consume opened
        cameraFormat = camera?.format
        loans = FrameLoans(buffers: camera?.bufferCount ?? 0)
        guard let entry = opener.entry, let format = cameraFormat else { return }
        orientation = opener.isFlipped && settings.rotation == .upsideDown ? .upright : settings.rotation
        let source = Source(entry)
        let described = SourceFormat(format, asked: settings)
        if !format.fourCC.isJPEG {
            guard makeEncoder(now: now), prepareEncoder(now: now) else { return }
        }
        announce()
        lastComplaint = []
        Output.log(source.name + " at " + source.path + " (" + source.identity + "): " + described.words)
        if let shortfall = described.shortfall(of: settings) { Output.log(shortfall) }
        server.lentPictures = format.fourCC.isJPEG ? loans.most : 0
        obey(server.opened(source, described, now: now), now: now)
    }

    private func prepareEncoder(now: Moment) -> Bool {
        do throws(EncodingFailure) {
            if let encoder { try camera?.ready(encoder) }
            return true
        } catch {
            fail(.noUsableFormat, now: now)
            return false
        }
    }

    /// Makes the encoder at its first use: a camera that sends JPEG needs no thread.
    private func makeEncoder(now: Moment) -> Bool {
        guard encoder == nil else { return true }
        do throws(Errno) {
            encoder = try Encoder()
            return true
        } catch {
            fail(CameraFault(error), now: now)
            return false
        }
    }

    /// Tells the supervisor; ends the program when the camera that was named could never be had.
    func fail(_ fault: CameraFault, now: Moment) {
        let givesUp = server.givesUp
        obey(server.handle(.failed(fault), now: now), now: now)
        if givesUp {
            failure = StartFailure(line: server.reason)
            return
        }
        announce()
        // A camera just plugged in is not for this user until udev has said so, a moment later.
        let isFirstRefusal = fault.isNoPermission && !wasRefused
        wasRefused = fault.isNoPermission
        if isFirstRefusal { return }
        // Nothing is said of a camera that failed when nobody asked for it any more.
        let reason = Array(server.reason.utf8)
        guard case .recovering = server.supervisor.state, reason != lastComplaint else { return }
        Output.log(server.reason)
        lastComplaint = reason
    }

    /// Says that the source gave a good frame.
    func frameCame(now: Moment) {
        let isFirst = server.firstFrameTime == nil
        obey(server.handle(.frame, now: now), now: now)
        // The pattern is there at once.
        guard isFirst, pattern == nil, let time = server.firstFrameTime else { return }
        Output.log("the first frame came " + "\(time.milliseconds)" + " ms after it was asked for")
    }

    /// Takes the camera's newest frame.
    func cameraReady(_ readiness: Readiness, now: Moment) {
        guard readiness.isAny, camera != nil, cameraNumber != nil else { return }
        do throws(Errno) {
            guard let drained = try camera?.dequeueNewest() else { return }
            server.counters.damaged += drained.damaged
            server.counters.captured += drained.superseded
            guard let frame = drained.newest else {
                // Nothing to take, and broken: poll would say so for ever.
                if readiness.isBroken { fail(.unplugged, now: now) }
                return
            }
            try take(frame, now: now)
        } catch {
            fail(CameraFault(error), now: now)
        }
    }

    private func take(_ frame: CapturedFrame, now: Moment) throws(Errno) {
        // A driver's stamp can lie ahead of the clock, and would then hold the pace up.
        let captured = frame.timestampNanoseconds.map { min(Instant(nanoseconds: $0), now.instant) } ?? now.instant
        guard let stamp = server.stamp(driverSequence: frame.driverSequence, captured: captured) else {
            try camera?.requeue(frame)
            return
        }
        // A frame that nobody wants is not looked at, and is a sign of life all the same; one that is must be good.
        if cameraFormat?.fourCC.isJPEG ?? false {
            if server.isPictureOfUse(captured: captured) {
                guard try pass(frame, stamp, now: now) else { return }
            } else {
                try camera?.requeue(frame)
            }
            frameCame(now: now)
        } else {
            let isWanted = encoding != nil || server.isPictureWanted(captured: captured)
            if !isWanted { frameCame(now: now) }
            if let held { try camera?.requeue(held.frame) }
            held = HeldFrame(frame: frame, stamp: stamp)
        }
    }
}

extension Camera {
    /// Gets an encoder ready for the camera's frames; a method, so that an optional camera can be asked.
    fileprivate borrowing func ready(_ encoder: Encoder) throws(EncodingFailure) {
        try encoder.prepare(for: self)
    }
}
