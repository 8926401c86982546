import NIOConcurrencyHelpers

/// A camera at an HTTP address: any server of MJPEG (`multipart/x-mixed-replace`).
///
/// Whoever reads, and however slowly, gets the newest picture: one task takes all that comes, and keeps no more than one
/// picture, unless `Options.backlogLimit` has more kept. A connection that ends is made anew, see `Options.reconnect`;
/// meanwhile `read` waits.
///
/// An object may be used by any number of tasks at once. When the last reference to it is gone it is released.
public final class HTTPCamera: Sendable {
    /// The URL that it was made with.
    public let url: String
    /// How it is used.
    public let options: Options

    private let clock: any CameraClock
    private let makeTransport: @Sendable (Options) -> any Transport
    private let current = NIOLockedValueBox<Feed?>(nil)

    /// Makes a camera.
    ///
    /// Nothing is connected before `open()`.
    ///
    /// - Parameters:
    ///   - url: `http` or `https`; a name and password in it (`http://user:password@host/stream`) are sent when the
    ///     server asks for them, and to no other server.
    ///   - options: How it is to be used.
    public convenience init(url: String, options: Options = Options()) {
        self.init(url: url, options: options, clock: SystemClock()) { HTTPClientTransport($0) }
    }

    init(
        url: String, options: Options, clock: any CameraClock,
        makeTransport: @escaping @Sendable (Options) -> any Transport
    ) {
        self.url = url
        self.options = options
        self.clock = clock
        self.makeTransport = makeTransport
    }

    deinit { release() }

    /// Connects, and returns when the server has answered with a stream.
    ///
    /// It is tried once: a camera that has been open is reconnected, one that never was is not. When it is open already,
    /// nothing happens. A task that is cancelled meanwhile gives the attempt up.
    ///
    /// - Throws: what happened: `.badURL`, `.hostUnknown`, `.refused`, `.unreachable`, `.insecure`, `.proxyFailed`,
    ///   `.unauthorized`, `.status`, `.badRedirect`, `.notStream`, `.stalled` after `Options.silenceLimit`,
    ///   `.connectionLost`, `.ended`, `.released`, `.cancelled`.
    public func open() async throws(HTTPCameraError) {
        var credentials: Credentials?
        let address = try CameraURL(url, credentials: &credentials)
        let reception = Reception(
            url: address, credentials: options.credentials ?? credentials, options: options, clock: clock,
            makeTransport: makeTransport)
        while true {
            let (feed, isNew) = current.withLockedValue { current in
                if let feed = current, !feed.phase.isOver { return (feed, false) }
                let feed = Feed(clock: clock, backlogLimit: options.backlogLimit)
                current = feed
                return (feed, true)
            }
            if isNew { feed.start(reception) }
            do {
                return try await feed.waitUntilOpen()
            } catch .notOpen {
                // Another task had begun to open it, and gave up just now.
            }
        }
    }

    /// Whether it is open: pictures come, or will again once it is reconnected.
    public var isOpened: Bool {
        switch state {
        case .streaming, .reconnecting: true
        case .closed, .opening, .ended: false
        }
    }

    /// How it stands; what it says of an end stays until it is opened again or released.
    public var state: State { feed?.phase ?? .closed }

    /// What has come since it was opened; nothing before, and after `release()`.
    public var statistics: Statistics { feed?.statistics ?? Statistics() }

    /// Gives the newest picture that no call has given yet, and waits for one when there is none.
    ///
    /// What came between two calls is passed over; with `Options.backlogLimit` it is kept, and the oldest is given. Of
    /// several calls at once each gets a picture of its own, in the order that they came. The last picture before an end
    /// is given before the error; while the camera is being reconnected the call waits.
    ///
    /// - Parameter timeout: how long to wait; zero takes only what is there, nil waits as long as it takes.
    /// - Throws: `.timedOut`, `.cancelled`, `.notOpen`, `.released`; what happened when the camera has ended for good:
    ///   `.unauthorized`, or with `Options.Reconnect.off` all that ends a connection, `.ended` and `.stalled` among them.
    public func read(timeout: Duration? = .seconds(10)) async throws(HTTPCameraError) -> Frame {
        guard let feed else { throw .notOpen }
        return try await feed.next(.unread, limit: timeout).frame
    }

    /// Ends the connection.
    ///
    /// Calls that wait throw `.released`. It may be opened again; when it is closed, nothing happens.
    ///
    /// It does not wait for the connection to be closed, which happens in the background at once.
    public func release() {
        let feed = current.withLockedValue { current in
            defer { current = nil }
            return current
        }
        feed?.end(.released)
    }

    var feed: Feed? { current.withLockedValue { $0 } }
}
