import Appliance
import Machine
import Wire

extension Daemon {
    /// How long the camera that was open is waited for before any other is taken in its place.
    private static let loyalty = Interval.seconds(10)

    /// Does with the source what was decided, as soon as that can be.
    func obey(_ order: Supervisor.Order, now: Moment) {
        guard order != .nothing else { return }
        self.order = order
        proceed(now: now)
    }

    /// The open camera, if it is one.
    var camera: CameraSource? {
        if case .camera(let camera) = stage { camera } else { nil }
    }

    /// The test pattern, while it is to go on.
    var activePattern: PatternSource? {
        if case .pattern(let pattern) = stage, order == .nothing { pattern } else { nil }
    }

    /// The camera's descriptor, while there is something to wait for.
    var cameraNumber: Int32? {
        order == .nothing ? camera?.device?.number : nil
    }

    /// Does what is to be done with the source, once its keeper is free and the encoder no longer reads its memory.
    func proceed(now: Moment) {
        guard order != .nothing, encoding == nil else { return }
        switch stage {
        case .kept: return
        case .closed: openSource(now: now)
        case .pattern:
            stage = .closed
            rest()
            openSource(now: now)
        case .camera(let camera):
            // It stays open as long as its controls are being set.
            guard !keeper.isBusy else { return }
            // Its memory goes: who is still sent from there goes on from a copy.
            camera.held = nil
            while reclaimFrame(leaving: 0) != nil {}
            rest()
            guard let device = camera.device.take() else { return }
            if order == .restart {
                order = .nothing
                stage = .kept(camera)
                keeper.restart(device)
            } else {
                if order == .close { order = .nothing }
                stage = .kept(nil)
                keeper.close(device)
            }
        }
    }

    /// Lets go what is of no use without a source: the encoder's threads and memory, and code that is read again.
    private func rest() {
        encoder?.leaveCamera()
        encoder = nil
        LoadedCode.release()
    }

    private func openSource(now: Moment) {
        let isReset = order == .reset
        guard order != .close else {
            order = .nothing
            return
        }
        order = .nothing
        isStale = false
        guard let target = target(now: now) else {
            openPattern(now: now)
            return
        }
        stage = .kept(nil)
        let settings = settings
        keeper.open(target, resetting: isReset, flip: settings.rotation == .upsideDown, restoration: restoration) {
            formats in
            FormatTable(formats, for: settings).choose(for: settings)
        }
    }

    /// Which camera is meant now; nil for the pattern.
    func target(now: Moment) -> CameraKeeper.Target? {
        switch opening {
        case nil, .identity: return opening
        case .any:
            let isLoyal = server.lostSince.map { now.instant < $0 + Self.loyalty } ?? true
            return .any(before: lastCamera?.identity, isLoyal: isLoyal)
        case .path(let path, _): return .path(path, before: lastCamera?.identityWithPort)
        }
    }

    private func openPattern(now: Moment) {
        let pattern = PatternSource(settings, now: now.instant)
        guard makeEncoder(now: now) else { return }
        stage = .pattern(pattern)
        announce()
        obey(server.opened(.pattern, pattern.format, now: now), now: now)
    }

    /// Takes what came of opening the camera, closing it, starting it anew, or setting its controls.
    func keeperDone(now: Moment) {
        do throws(CameraKeeper.Failure) {
            guard var outcome = try keeper.finish() else { return }
            if case .camera(let camera) = stage { controlsAdjusted(of: camera, now: now) }
            guard case .kept(let before) = stage else { return proceed(now: now) }
            stage = .closed
            noteTrial()
            reports.noteRestored(keeper.takeAdjustment())
            if let device = outcome.camera.take() { cameraOpened(device, before, now: now) }
        } catch {
            stage = .closed
            noteTrial()
            fail(CameraFault(error), now: now)
        }
        proceed(now: now)
    }

    /// Notes what is to be told of the try that has just ended.
    private func noteTrial() {
        server.triedPath = keeper.entry.map { String(decoding: $0.path, as: UTF8.self) }
        let outcome = keeper.takeReset()
        if case .done = outcome { server.counters.resets += 1 }
        reports.noteReset(outcome)
    }

    private func cameraOpened(_ device: consuming Camera, _ before: CameraSource?, now: Moment) {
        // What was ordered meanwhile has just been done, unless by settings of before.
        if order == .open, !isStale { order = .nothing }
        guard let entry = keeper.entry, let format = device.format else { return }
        let camera: CameraSource
        if let before {
            before.device = consume device
            camera = before
        } else {
            let isTurned = keeper.isFlipped && settings.rotation == .upsideDown
            camera = CameraSource(device, entry, format, orientation: isTurned ? .upright : settings.rotation)
        }
        stage = .camera(camera)
        let knownIdentity = lastCamera?.identity
        lastCamera = entry
        if !camera.isJPEG { guard makeEncoder(now: now), prepareEncoder(for: camera, now: now) else { return } }
        announce()
        let described = SourceFormat(format, asked: settings)
        let source = Source(entry)
        if before == nil { reports.noteOpened(source, described, settings, isKnown: entry.identity == knownIdentity) }
        server.lentPictures = camera.isJPEG ? camera.loans.most : 0
        obey(server.opened(source, described, now: now), now: now)
        if isStale { obey(.open, now: now) }
    }

    private func prepareEncoder(for camera: CameraSource, now: Moment) -> Bool {
        do throws(EncodingFailure) {
            if let encoder { try camera.device?.ready(encoder) }
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
        let givesUp = server.givesUp && !reports.hasManager && !reports.isReady
        obey(server.handle(.failed(fault), now: now), now: now)
        if givesUp {
            failure = StartFailure(line: server.reason)
        } else {
            announce()
        }
    }

    /// Tells the addresses, once it is known that there is something to see there, or to wait for.
    func announce() {
        guard reports.noteReady(doors) else { return }
        LoadedCode.release()
    }

    /// Says that the source gave a good frame.
    func frameCame(now: Moment) {
        let lostSince = server.lostSince
        obey(server.handle(.frame, now: now), now: now)
        guard let lostSince, server.isLive, camera != nil else { return }
        reports.noteLive(server, waited: now.instant - lostSince)
    }

    /// Takes the camera's newest frame.
    func cameraReady(_ readiness: Readiness, now: Moment) {
        guard readiness.isAny, let camera, cameraNumber != nil else { return }
        do throws(Errno) {
            guard let drained = try camera.device?.dequeueNewest() else { return }
            server.counters.captured += drained.superseded
            server.counters.superseded += drained.superseded
            if drained.damaged > 0 {
                server.counters.damaged += drained.damaged
                obey(server.handle(.damaged, now: now), now: now)
            }
            guard let frame = drained.newest else {
                // Nothing to take, and broken: poll would say so for ever.
                if readiness.isBroken { fail(.unplugged, now: now) }
                return
            }
            try take(frame, of: camera, now: now)
        } catch {
            fail(CameraFault(error), now: now)
        }
    }

    private func take(_ frame: CapturedFrame, of camera: CameraSource, now: Moment) throws(Errno) {
        // A driver's stamp can lie ahead of the clock, and would then hold the pace up.
        let captured = frame.timestampNanoseconds.map { min(Instant(nanoseconds: $0), now.instant) } ?? now.instant
        guard let stamp = server.stamp(driverSequence: frame.driverSequence, captured: captured) else {
            try camera.device?.requeue(frame)
            return
        }
        // Only a good frame is a sign of life, wanted or not. A raw one is good if it is whole; encoding it may still fail.
        if camera.isJPEG {
            if server.isPictureOfUse(captured: captured) {
                guard try pass(frame, of: camera, stamp, now: now) else { return }
            } else {
                let isPicture = isPicture(frame, of: camera)
                try camera.device?.requeue(frame)
                guard isPicture else { return }
            }
            frameCame(now: now)
        } else {
            let isWanted = encoding != nil || server.isPictureWanted(captured: captured)
            if !isWanted { frameCame(now: now) }
            if let held = camera.held {
                if encoding != nil { server.counters.awaitedEncoder += 1 }
                try camera.device?.requeue(held.frame)
            }
            camera.held = HeldFrame(frame: frame, stamp: stamp)
        }
    }
}

extension Camera {
    /// Gets an encoder ready for the camera's frames; a method, so that an optional camera can be asked.
    fileprivate borrowing func ready(_ encoder: Encoder) throws(EncodingFailure) {
        try encoder.prepare(for: self)
    }
}
