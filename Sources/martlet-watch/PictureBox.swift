import HTTPCamera
import NIOConcurrencyHelpers

/// The newest decoded picture, between the task that decodes and the thread that shows.
final class PictureBox: Sendable {
    struct Picture: Sendable {
        let frame: Frame
        let bitmap: Bitmap
        /// By how much it is to be turned clockwise: 0, 90, 180 or 270.
        let degrees: Int

        /// The size of the picture as it is to be seen, in pixels.
        var size: (width: Int, height: Int) {
            degrees % 180 == 0 ? (bitmap.width, bitmap.height) : (bitmap.height, bitmap.width)
        }
    }

    private struct State {
        var newest: Picture?
        var failure: Failure?
    }

    private let state = NIOLockedValueBox(State())

    func put(_ picture: Picture) { state.withLockedValue { $0.newest = picture } }

    func end(_ failure: Failure) { state.withLockedValue { $0.failure = failure } }

    /// The newest one that was not taken; nil when there is none.
    ///
    /// - Throws: why there will be none.
    func take() throws(Failure) -> Picture? {
        let (picture, failure) = state.withLockedValue { state in
            defer { state.newest = nil }
            return (state.newest, state.failure)
        }
        if let failure { throw failure }
        return picture
    }
}
