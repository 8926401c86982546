/// The camera or pattern that pictures come from, as people are told of it.
public struct Source: Sendable {
    /// What it calls itself.
    public var name: String
    /// What stays the same wherever it is plugged in: bus and serial.
    public var identity: String
    /// The device that it is just now.
    public var path: String

    /// Whether it has what a camera has and the pattern has not: an exposure that takes time to settle, and controls.
    public var isCamera = true

    /// Describes a camera.
    public init(name: String, identity: String, path: String) {
        self.name = name
        self.identity = identity
        self.path = path
    }

    /// The test pattern.
    public static let pattern = {
        var source = Source(name: "Test pattern", identity: "pattern", path: "pattern")
        source.isCamera = false
        return source
    }()
}
