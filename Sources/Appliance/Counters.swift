/// What has happened since the start; every number only grows.
public struct Counters: Sendable {
    /// Frames that came from the source.
    public var captured = 0
    /// Frames that needed repair and got it.
    public var repaired = 0
    /// Pictures that were copied out of the camera's memory, which it needed, for viewers who were at them or may come.
    var copied = 0
    /// Frames that were no picture and could not be made one.
    public var dropped = 0
    /// Frames that the driver marked as damaged.
    public var damaged = 0
    /// Frames that were given up for a newer one that was there already.
    public var superseded = 0
    /// Frames that came behind a later one.
    var late = 0
    /// Frames that the rate that was asked for leaves out.
    var surplus = 0
    /// Frames that a newer one took the place of while the encoder was at another.
    public var awaitedEncoder = 0
    /// Frames that were encoded here.
    public var encoded = 0
    /// How long encoding took in all.
    public var encoding = Interval(nanoseconds: 0)
    /// Pictures of the camera that could be sent.
    var readied = 0
    /// How long it took in all from their capture until then.
    var readying = Interval(nanoseconds: 0)
    /// How old the camera's pictures were when they were put on their way to a viewer.
    var ages = AgeHistogram()
    /// Pictures that viewers did not get: they were at an older one, or asked for fewer.
    var skipped = 0
    /// Bytes that the kernel took for clients.
    var sentBytes = 0
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

    /// Each reason for which frames became no picture, by the name that programs know, with its number.
    var drops: [(name: String, count: Int)] {
        [
            ("damaged", damaged), ("broken", dropped), ("superseded", superseded), ("late", late), ("rate", surplus),
            ("encoder_busy", awaitedEncoder),
        ]
    }
}
