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
    /// How often the camera was opened, or that was tried.
    public var opens = 0
    /// How often its stream was stopped and started.
    public var restarts = 0
    /// How often its USB device was reset.
    public var resets = 0
    /// How often it failed in each way.
    public var faults = FaultCounts()
    /// Connections that were accepted.
    public var connections = 0
    /// Connections that were closed because they took nothing for too long.
    public var stalled = 0
    /// Requests that came with a wrong password.
    public var denied = 0
    /// Requests and connections that were refused.
    public var rejected = 0
}
