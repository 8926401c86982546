import Wire

/// One line of the table of what Martlet answers to.
struct Route {
    /// What a route does.
    enum Action: Sendable {
        case page
        case stream(Multipart.Style)
        case snapshot
        case state
        case metrics
        case log
        case health
        case streamingSwitch
        case controls
        case control
        case controlsPage
    }

    let path: String
    /// The value that the query's `action` must have, for the names that other servers gave their routes.
    let action: String?
    /// The Allow field: what the route takes.
    let allow: String
    let does: Action

    private init(_ path: String, action: String? = nil, allow: String = "GET, HEAD", _ does: Action) {
        self.path = path
        self.action = action
        self.allow = allow
        self.does = does
    }

    /// Whether it leads to whatever the path names behind its own.
    private var isFolder: Bool {
        if case .control = does { true } else { false }
    }

    /// Every route; the first that matches answers.
    static let table: [Route] = [
        Route("/", action: "stream", .stream(.full)),
        Route("/", action: "snapshot", .snapshot),
        Route("/", .page),
        Route("/stream", .stream(.full)),
        Route("/axis-cgi/mjpg/video.cgi", .stream(.full)),
        Route("/video_feed", .stream(.bare)),
        Route("/snapshot", .snapshot),
        Route("/snapshot.jpg", .snapshot),
        Route("/axis-cgi/jpg/image.cgi", .snapshot),
        Route("/state", .state),
        Route("/metrics", .metrics),
        Route("/log", .log),
        Route("/healthz", .health),
        Route("/streaming", allow: "PUT", .streamingSwitch),
        Route("/controls", allow: "GET, HEAD, DELETE", .controls),
        Route("/controls/", allow: "GET, HEAD, PUT, DELETE", .control),
        Route("/controls.html", .controlsPage),
    ]

    /// The route that a target leads to.
    static func find(_ target: RequestTarget) -> Route? {
        let action = target.value(of: "action")
        return table.first { route in
            guard route.isFolder ? target.path.starts(with: route.path.utf8) : target.path.spells(route.path) else {
                return false
            }
            guard let wanted = route.action else { return true }
            return action?.spells(wanted) ?? false
        }
    }

    /// Whether it answers without a password: it tells nothing else than how the camera is.
    var isForEverybody: Bool {
        if case .health = does { true } else { false }
    }

    /// What a path names behind the route's own.
    func name(in target: RequestTarget) -> [UInt8] { Array(target.path.dropFirst(path.utf8.count)) }

    /// Whether the route takes the method.
    func takes(_ method: Method) -> Bool {
        switch (does, method) {
        case (.streamingSwitch, .put), (.control, .put), (.control, .delete), (.controls, .delete): true
        case (.streamingSwitch, _): false
        case (_, .get), (_, .head): true
        case (_, .put), (_, .delete), (_, .other): false
        }
    }
}
