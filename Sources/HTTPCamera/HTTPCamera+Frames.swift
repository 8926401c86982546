extension HTTPCamera {
    /// The pictures as they come: a sequence that keeps the newest only.
    ///
    /// Each loop over it gets pictures of its own, beside other loops and `read`: one that is slow takes none from
    /// the others.
    ///
    /// A loop ends when the server ended the stream (with `Options.Reconnect.off`), when the camera is released, and when
    /// the task is cancelled; what else ends a camera it throws. Of a camera that is not open it throws `.notOpen`.
    public var frames: Frames { Frames(camera: self) }

    /// The pictures of a camera as they come.
    public struct Frames: AsyncSequence, Sendable {
        let camera: HTTPCamera

        /// Begins with the newest picture there is.
        public func makeAsyncIterator() -> Iterator { Iterator(camera: camera) }
    }
}

extension HTTPCamera.Frames {
    /// One loop over the pictures of a camera.
    public struct Iterator: AsyncIteratorProtocol {
        /// Keeps the camera open.
        let camera: HTTPCamera
        private var feed: Feed?
        private var number = 0

        init(camera: HTTPCamera) {
            self.camera = camera
            feed = camera.feed
        }

        /// Waits for a picture newer than the last; nil when there will be none, see `HTTPCamera.frames`.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(HTTPCameraError) -> Frame? {
            guard let feed else { throw .notOpen }
            do {
                let delivery = try await feed.next(.newer(than: number), limit: nil)
                number = delivery.number
                return delivery.frame
            } catch .ended, .released, .cancelled {
                return nil
            } catch {
                throw error
            }
        }
    }
}
