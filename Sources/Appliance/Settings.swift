public import Wire

/// Everything that can be set, with what holds when it is not.
public struct Settings: Sendable {
    /// Where pictures come from.
    public var device = DeviceChoice.auto
    /// The size asked for, in pixels.
    public var size = PictureSize(width: 1280, height: 720)
    /// The rate asked for, in thousandths of frames a second.
    public var rateThousandths = 30_000
    /// Whether somebody chose size or rate, and is to know when the camera lacks them.
    public var isFormatChosen = false
    /// Which formats of a camera may be used.
    public var format = FormatChoice.auto
    /// The quality of pictures that are encoded here, as libjpeg counts it.
    public var quality = 80
    /// How pictures are turned.
    public var rotation = Orientation.upright
    /// The addresses to listen at.
    public var listen = [ListenAddress.loopback]
    /// What it is called, in UTF-8.
    public var name = Array("Martlet".utf8)
    /// The file that holds the password, or its hash.
    public var passwordFile: [UInt8]?
    /// Whether everybody on the network may watch, where no password is set.
    public var isOpen = false
    /// A file of lines that say what is wrong with other settings.
    public var problems: [UInt8]?
    /// The file whose end `/log` shows.
    public var logFile: [UInt8]?
    /// The line of the LED that shows the state.
    public var led: LineChoice?
    /// The line of the button that pauses and resumes.
    public var button: LineChoice?
    /// The hardware watchdog to feed.
    public var watchdog: [UInt8]?
    /// How long the hardware watchdog waits to be fed before it resets the machine.
    public var watchdogTime = Interval.seconds(10)
    /// The file that remembers whether it is paused.
    public var remember: [UInt8]?
    /// How long a camera is opened before a picture may be a snapshot.
    public var settle = Interval.milliseconds(500)
    /// How long nobody must have watched before the camera is closed; nought keeps it open.
    public var idleClose = Interval.seconds(30)
    /// How long a camera may give no good frame.
    public var frameTimeout = Interval.seconds(2)
    /// The most connections at once.
    public var connections = 160
    /// The most viewers of the stream at once.
    public var viewers = 128
    /// The most bytes of a request's head.
    public var headBytes = 4096
    /// How long a request's head may take.
    public var headTime = Interval.seconds(10)
    /// How long a connection may wait for its next request.
    public var keepAliveTime = Interval.seconds(15)
    /// How long a peer may accept nothing.
    public var stallTime = Interval.seconds(10)
    /// How long a snapshot may be waited for.
    public var snapshotTime = Interval.seconds(10)
    /// The memory for pictures that are encoded, or copied for those who are slow; there are never fewer than four.
    public var pictureMemoryBytes = 1 << 20

    /// Settings as they are when nothing is set.
    public init() {}
}
