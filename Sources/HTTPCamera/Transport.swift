import NIOCore

/// What fetches responses: AsyncHTTPClient, or in tests literal bytes.
protocol Transport: Sendable {
    /// Sends a GET request, and returns when the whole body has come, or none of it is wanted.
    ///
    /// Redirects and passwords are not its business. It ends soon when its task is cancelled.
    ///
    /// - Parameters:
    ///   - head: is given the head of the response; answers whether the body is wanted.
    ///   - bytes: is given the body as it comes, chunks of transfer coding undone.
    func get(
        _ request: TransportRequest, head: (TransportHead) -> Bool, bytes: (ByteBuffer) -> Void
    ) async throws(HTTPCameraError)

    /// Closes what is open. Afterwards it is of no more use.
    func close() async
}
