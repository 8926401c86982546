extension CameraKeeper {
    /// The values that a camera's controls are given again whenever it is opened, because it may have forgotten them.
    public struct Restoration: Sendable {
        let identity: [UInt8]
        let settings: [CameraControls.Setting]

        /// The values, in the order in which to set them, for the camera of that identity alone.
        public init(identity: [UInt8], settings: [CameraControls.Setting]) {
            self.identity = identity
            self.settings = settings
        }
    }

    /// What came of setting a camera's controls.
    public struct Adjustment: Sendable {
        /// All of them, as they are now; empty when the camera gave no answer, or they were not asked for.
        public var controls: [CameraControl] = []
        /// The first error.
        public var failure: Errno?
    }

    /// Starts to set controls of an open camera, and to list all of them.
    ///
    /// The camera stays with its owner, who goes on with its frames and keeps it open until this is done.
    public func adjust(_ controls: CameraControls, _ settings: [CameraControls.Setting]) {
        let desk = desk
        worker.start {
            var adjustment = Adjustment(failure: controls.set(settings))
            // Who gave no answer would only be waited for once more.
            if !(adjustment.failure?.isUnanswered ?? false) {
                do throws(Errno) {
                    adjustment.controls = try controls.list()
                } catch {
                    adjustment.failure = error
                }
            }
            desk.adjustment = adjustment
        }
    }

    /// What came of setting controls, here or at opening, once.
    public func takeAdjustment() -> Adjustment? { desk.adjustment.take() }
}
