import CLinux

/// Finds, opens, sets up and starts a camera on a thread of its own, because its calls can block for seconds.
///
/// When `number` is readable, `finish` hands over what came of it.
public final class CameraOpener {
    /// Which camera.
    public enum Target: Sendable {
        /// The first that captures.
        case any
        /// The device of that path, as it is.
        case path([UInt8])
        /// The camera of that identity.
        case identity([UInt8])

        /// Whether it is there; no USB camera is opened, and so woken, to find out.
        public var isPresent: Bool {
            switch self {
            case .any: !CameraDirectory().captureCameras().isEmpty
            case .path(let path): FileContent.exists(path: path)
            case .identity(let identity): CameraDirectory().camera(identity: identity) != nil
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
        /// It refused.
        case camera(CameraError)
        /// None of its formats was chosen.
        case noFormat
    }

    /// What lies between the opener and its thread; the worker's signals order the two.
    private final class Desk: @unchecked Sendable {
        // Written by the thread while it has a job, and by the loop otherwise.
        var camera: Camera?
        var entry: CameraEntry?
        var isFlipped = false
        var failure: Failure?
    }

    private let worker: Worker
    private let desk = Desk()

    /// Throws when there is no thread to be had.
    public init() throws(Errno) {
        worker = try Worker()
    }

    /// Whether an opening is under way, or its outcome not yet taken.
    public var isBusy: Bool { worker.isBusy }

    /// The eventfd that becomes readable when it is done.
    public var number: Int32 { worker.number }

    /// Starts to open a camera.
    ///
    /// - Parameters:
    ///   - flip: whether to have the camera turn the picture upside down, if it can.
    ///   - choose: picks a format among those offered; nil for none. It is called on the thread.
    public func start(_ target: Target, flip: Bool, choose: @escaping @Sendable ([OfferedFormat]) -> Wish?) {
        let desk = desk
        worker.start {
            do throws(Failure) {
                let entry = try Self.find(target)
                desk.entry = entry
                do throws(CameraError) {
                    var camera = try Camera(path: entry.path)
                    guard let wish = choose(camera.formats()) else {
                        desk.failure = .noFormat
                        return
                    }
                    try camera.configure(
                        fourCC: wish.fourCC, width: wish.width, height: wish.height, rate: wish.rate)
                    desk.isFlipped = camera.flip(horizontally: flip, vertically: flip)
                    do throws(Errno) {
                        try camera.start()
                    } catch {
                        throw CameraError.call(error)
                    }
                    desk.camera = consume camera
                } catch {
                    throw .camera(error)
                }
            } catch {
                desk.failure = error
            }
        }
    }

    /// Whether the camera was turned over as asked; valid with a camera from `finish`.
    public var isFlipped: Bool { desk.isFlipped }

    /// The camera that was meant, where one was found.
    public var entry: CameraEntry? { desk.entry }

    /// Takes what came of it, when `number` is readable: a camera that streams; nil while it is under way.
    public func finish() throws(Failure) -> Camera? {
        guard worker.finish() else { return nil }
        if let failure = desk.failure {
            desk.failure = nil
            throw failure
        }
        return desk.camera.take()
    }

    private static func find(_ target: Target) throws(Failure) -> CameraEntry {
        let directory = CameraDirectory()
        switch target {
        case .any:
            guard let entry = directory.captureCameras().first else { throw .missing }
            return entry
        case .identity(let identity):
            guard let entry = directory.camera(identity: identity) else { throw .missing }
            return entry
        case .path(let path):
            return directory.cameras().first { $0.path == path } ?? CameraEntry(path: path)
        }
    }
}

extension CameraEntry {
    /// A device that the kernel does not list by this path: known by the path alone.
    init(path: [UInt8]) {
        self.init(path: path, name: path, identity: path, aliases: [path])
    }
}
