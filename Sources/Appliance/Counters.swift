/// What has happened since the start; every number only grows.
public struct Counters: Sendable {
    /// Frames that came from the source.
    public var captured = 0
    /// Frames that needed repair and got it.
    public var repaired = 0
    /// Frames that were no picture and could not be made one.
    public var dropped = 0
    /// Frames that the driver marked as damaged.
    public var damaged = 0
    /// Frames that were encoded here.
    public var encoded = 0
    /// How long encoding took in all.
    public var encoding = Interval(nanoseconds: 0)
    /// Connections that were accepted.
    public var connections = 0
    /// Connections that were closed because they took nothing for too long.
    public var stalled = 0
    /// Requests and connections that were refused.
    public var rejected = 0
}
