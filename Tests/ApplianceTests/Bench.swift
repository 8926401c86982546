import Wire

@testable import Appliance

/// A server with a clock that only the test moves, and a source that does only what the test says.
final class Bench {
    var server: Server
    private(set) var now = Moment(
        instant: Instant(nanoseconds: 1_000_000_000_000), unixNanoseconds: 1_763_838_413_123_456_789)
    /// What was to be done with the source, in order; nothing is left out.
    private(set) var orders: [Supervisor.Order] = []
    /// How many notices were to be drawn.
    private(set) var notices = 0
    private var driverSequence: UInt32 = 0
    static let controlsPage = "<!doctype html><title>Camera</title>"

    /// A server with an idle source.
    ///
    /// - Parameter gate: who may in; nil for everybody.
    init(page: String = "<!doctype html>", gate: PasswordGate? = nil, _ change: (inout Settings) -> Void = { _ in }) {
        var settings = Settings()
        change(&settings)
        server = Server(
            settings: settings, page: Array(page.utf8), controlsPage: Array(Self.controlsPage.utf8), gate: gate,
            now: now)
    }

    /// A server whose source is open, 30 frames a second of MJPEG in 1280x720.
    static func streaming(_ change: (inout Settings) -> Void = { _ in }) -> Bench {
        let bench = Bench(change)
        bench.handle(.wanted)
        bench.open()
        bench.orders = []
        return bench
    }

    func note(_ order: Supervisor.Order) {
        if order != .nothing { orders.append(order) }
    }

    // MARK: Time

    /// Moves the clock and nothing else.
    func wait(milliseconds: Int) {
        wait(.milliseconds(milliseconds))
    }

    /// Moves the clock and nothing else.
    func wait(_ interval: Interval) {
        now = Moment(
            instant: now.instant + interval, unixNanoseconds: now.unixNanoseconds + interval.nanoseconds)
    }

    /// Moves the clock and does what a turn of the loop does then.
    func turn(after milliseconds: Int = 0) {
        wait(milliseconds: milliseconds)
        note(server.expire(now: now))
        note(server.reviewDemand(now: now))
        drawNotice()
        server.sweep()
    }

    /// Draws what those who wait are to be told, if that is due.
    @discardableResult
    func drawNotice() -> Bool {
        guard server.takeNotice(now: now) != nil else { return false }
        notices += 1
        return true
    }

    /// Has what was given out last drawn, as a JPEG of that number.
    func finishNotice(_ number: Int) {
        server.publishNotice(SampleJPEG.picture(number: number), now: now)
    }

    /// How far off the server's deadline is; nil for never.
    var millisecondsToDeadline: Int? {
        server.deadline.map { ($0 - now.instant).milliseconds }
    }

    // MARK: The source

    func handle(_ event: Supervisor.Event) {
        note(server.handle(event, now: now))
    }

    /// Says that the source is open; its driver numbers frames from there on.
    func open(_ source: Source = .camera, rateThousandths: Int = 30_000, driverSequence first: UInt32 = 0) {
        driverSequence = first
        note(server.opened(source, .mjpeg(rateThousandths: rateThousandths), now: now))
    }

    /// Says that the source is open, and that what it gives is encoded here.
    func openEncoded(rateThousandths: Int = 30_000) {
        let format = SourceFormat(
            name: "YUYV", width: 1280, height: 720, rateThousandths: rateThousandths, isEncoded: true)
        note(server.opened(.camera, format, now: now))
    }

    /// Takes a frame through the server as the loop does: stamped, copied into a picture of the pool, published.
    ///
    /// - Returns: the picture; nil when the frame was left out.
    @discardableResult
    func publish(_ jpeg: [UInt8], millisecondsAgo: Int = 0) -> Picture? {
        let captured = now.instant - .milliseconds(millisecondsAgo)
        defer { driverSequence += 1 }
        guard let stamp = server.stamp(driverSequence: driverSequence, captured: captured),
            let picture = server.takePicture(bytes: jpeg.count)
        else { return nil }
        picture.bytes.removeAll(keepingCapacity: true)
        picture.reserve(jpeg.count)
        picture.bytes += jpeg
        server.publish(picture, stamp: stamp, now: now)
        note(server.handle(.frame, now: now))
        return picture
    }

    /// Publishes a picture a 30th of a second later, known by its number.
    @discardableResult
    func next(_ number: Int, bytes: Int = 64) -> Picture? {
        wait(Interval(nanoseconds: 1_000_000_000 / 30))
        return publish(SampleJPEG.picture(number: number, bytes: bytes))
    }

    // MARK: Peers

    /// Connects; nil when the server has no place.
    func connect() -> Peer? {
        server.accept(peer: "192.0.2.7:40112", now: now).map { Peer($0, at: self) }
    }

    /// Connects, asks, and takes all that is answered.
    func ask(_ request: String) -> String {
        guard let peer = connect() else { return "refused" }
        peer.send(request)
        peer.take()
        return peer.text
    }
}

extension Source {
    /// A camera as `martlet probe` would name it.
    static let camera = Source(name: "Lab Camera", identity: "usb-1:LAB0001", path: "/dev/video0")
}

extension SourceFormat {
    static func mjpeg(rateThousandths: Int = 30_000) -> SourceFormat {
        SourceFormat(name: "MJPG", width: 1280, height: 720, rateThousandths: rateThousandths, isEncoded: false)
    }
}
