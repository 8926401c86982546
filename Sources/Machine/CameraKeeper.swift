import CLinux

/// Opens, starts anew, resets and closes a camera on a thread of its own, because each can block for seconds.
///
/// One thing at a time. When `number` is readable, `finish` hands over what came of it.
public final class CameraKeeper {
    /// Which camera.
    public enum Target: Sendable {
        /// The first that captures; of several rather the one of that identity, and no other while `isLoyal`.
        case any(before: [UInt8]?, isLoyal: Bool)
        /// The device of that path; while nothing is there, the camera that was, by its identity with the port.
        case path([UInt8], before: [UInt8]?)
        /// The camera of that identity.
        case identity([UInt8])

        /// Whether it seems to be there, told without waiting: no USB camera is asked anything.
        public var seemsPresent: Bool {
            switch self {
            case .any: CameraDirectory().seemsToHaveCamera
            case .path(let path, let before):
                FileContent.exists(path: path) || before.map { CameraDirectory().seemsToHave(identity: $0) } ?? false
            case .identity(let identity): CameraDirectory().seemsToHave(identity: identity)
            }
        }
    }

    /// What to ask a camera for.
    public struct Wish: Sendable {
        /// One of the formats that it offers.
        public var fourCC: FourCC
        /// Pixels.
        public var width: UInt32
        /// Pixels.
        public var height: UInt32
        /// Nil for the camera's own.
        public var rate: FrameRate?

        /// A wish.
        public init(fourCC: FourCC, width: UInt32, height: UInt32, rate: FrameRate?) {
            self.fourCC = fourCC
            self.width = width
            self.height = height
            self.rate = rate
        }
    }

    /// Why there is no camera.
    public enum Failure: Error {
        /// None is there that is meant.
        case missing
        /// It refused; for EBUSY with who has it, where that can be told.
        case camera(CameraError, holder: DeviceHolder?)
        /// None of its formats was chosen.
        case noFormat
    }

    /// What came of resetting the USB device before opening.
    public enum ResetOutcome: Sendable {
        /// It was reset.
        case done
        /// It is no USB device.
        case notUSB
        /// It may not be reset, or could not be.
        case failed(Errno)
    }

    /// What came of a job.
    public struct Outcome: ~Copyable {
        /// The camera, open and streaming; nil after closing.
        public var camera: Camera?
    }

    /// What lies between the keeper and its thread; the worker's signals order the two.
    final class Desk: @unchecked Sendable {
        // Written by the thread while it has a job, and by the loop otherwise.
        var camera: Camera?
        var entry: CameraEntry?
        /// Where it was on USB; nil when it is no USB camera.
        var usb: USBInterface?
        var isFlipped = false
        var failure: Failure?
        var reset: ResetOutcome?
        var adjustment: Adjustment?
    }

    let worker: Worker
    let desk = Desk()

    /// Throws when there is no thread to be had.
    public init() throws(Errno) {
        worker = try Worker()
    }

    /// Whether something is under way, or its outcome not yet taken.
    public var isBusy: Bool { worker.isBusy }

    /// The eventfd that becomes readable when it is done.
    public var number: Int32 { worker.number }

    /// Starts to open a camera.
    ///
    /// - Parameters:
    ///   - resetting: whether to reset its USB device before (`USBDEVFS_RESET`).
    ///   - flip: whether to have the camera turn the picture upside down, if it can.
    ///   - restoration: what to set its controls to; what is refused holds nothing up.
    ///   - choose: picks a format among those offered; nil for none. It is called on the thread.
    public func open(
        _ target: Target, resetting: Bool, flip: Bool, restoration: Restoration,
        choose: @escaping @Sendable ([OfferedFormat]) -> Wish?
    ) {
        let desk = desk
        desk.reset = nil
        desk.adjustment = nil
        worker.start {
            do throws(Failure) {
                // A device that was reset may come back by another name.
                if resetting {
                    try desk.find(target)
                    desk.reset = desk.resetDevice()
                }
                let entry = try desk.find(target)
                var isReceiver = false
                do throws(CameraError) {
                    var camera = try Camera(path: entry.path)
                    isReceiver = camera.isMediaControlled
                    guard let wish = choose(camera.formats()) else {
                        desk.failure = .noFormat
                        return
                    }
                    try camera.configure(
                        fourCC: wish.fourCC, width: wish.width, height: wish.height, rate: wish.rate)
                    desk.isFlipped = camera.controls.flip(horizontally: flip, vertically: flip)
                    if entry.identity == restoration.identity {
                        // What turns the picture now is not undone by what was set before it was asked to.
                        let settings = restoration.settings.filter { !(flip && desk.isFlipped && $0.isFlip) }
                        desk.adjustment = Adjustment(failure: camera.controls.set(settings))
                    }
                    try camera.startStream()
                    desk.camera = consume camera
                } catch {
                    if isReceiver, case .call(let error) = error, error.isUnlinked {
                        throw .camera(.unlinked, holder: nil)
                    }
                    throw Self.failure(error, of: entry)
                }
            } catch {
                desk.failure = error
            }
        }
    }

    /// Starts to stop a camera's stream and start it again; where that fails, the camera is closed.
    public func restart(_ camera: consuming Camera) {
        let desk = desk
        desk.camera = consume camera
        worker.start {
            do throws(CameraError) {
                // Stopping a stream that has died may fail; what matters is whether it starts.
                try? desk.camera?.stop()
                try desk.camera?.startStream()
            } catch {
                desk.camera = nil
                desk.failure = desk.entry.map { Self.failure(error, of: $0) } ?? .camera(error, holder: nil)
            }
        }
    }

    /// Starts to close a camera.
    public func close(_ camera: consuming Camera) {
        let desk = desk
        desk.camera = consume camera
        worker.start { desk.camera = nil }
    }

    /// Whether the camera was turned over as asked; valid with a camera from `finish`.
    public var isFlipped: Bool { desk.isFlipped }

    /// The camera that was meant, where one was found.
    public var entry: CameraEntry? { desk.entry }

    /// What came of a reset, once.
    public func takeReset() -> ResetOutcome? { desk.reset.take() }

    /// Takes what came of it, when `number` is readable; nil while it is under way.
    public func finish() throws(Failure) -> Outcome? {
        guard worker.finish() else { return nil }
        if let failure = desk.failure.take() { throw failure }
        return Outcome(camera: desk.camera.take())
    }

    fileprivate static func find(_ target: Target) throws(Failure) -> CameraEntry {
        let directory = CameraDirectory()
        switch target {
        case .any(let before, let isLoyal):
            if let before, let entry = directory.camera(identity: before) { return entry }
            guard before == nil || !isLoyal, let entry = directory.captureCameras().first else { throw .missing }
            return entry
        case .identity(let identity):
            guard let entry = directory.camera(identity: identity) else { throw .missing }
            return entry
        case .path(let path, let before):
            guard let entry = directory.camera(path: path, before: before) else { throw .missing }
            return entry
        }
    }

    private static func failure(_ error: CameraError, of entry: CameraEntry) -> Failure {
        guard case .call(let errno) = error, errno.isBusy else { return .camera(error, holder: nil) }
        return .camera(error, holder: DeviceHolder.find(path: entry.path))
    }
}

extension CameraKeeper.Desk {
    /// Finds the camera that is meant, and notes where it is.
    ///
    /// A camera that stalls while its driver looks at it, as after a reset, is left without a driver and so without a
    /// node: it is there, and would never come back by itself.
    @discardableResult
    fileprivate func find(_ target: CameraKeeper.Target) throws(CameraKeeper.Failure) -> CameraEntry {
        var refusal: Errno?
        if let usb, usb.isWithoutDriver {
            do throws(Errno) {
                try usb.attachDriver()
            } catch {
                refusal = error
            }
        }
        let found: CameraEntry
        do throws(CameraKeeper.Failure) {
            found = try CameraKeeper.find(target)
        } catch {
            // What is plugged in there now may be no camera, and then is not this user's: nothing is known of the camera.
            if case .missing = error, let refusal, !refusal.isPermissionDenied {
                throw .camera(.call(refusal), holder: nil)
            }
            throw error
        }
        entry = found
        usb = USBInterface(videoPath: found.path)
        return found
    }

    /// Resets the USB device that the camera is.
    fileprivate func resetDevice() -> CameraKeeper.ResetOutcome {
        guard let usb else { return .notUSB }
        do throws(Errno) {
            try usb.reset()
            return .done
        } catch {
            return .failed(error)
        }
    }
}

extension Camera {
    /// Starts the stream, with the error that opening has.
    fileprivate mutating func startStream() throws(CameraError) {
        do throws(Errno) {
            try start()
        } catch {
            throw .call(error)
        }
    }
}
