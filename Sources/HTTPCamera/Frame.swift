#if canImport(FoundationEssentials)
    public import struct FoundationEssentials.Date
#else
    public import struct Foundation.Date
#endif

/// One picture of a camera, as the server sent it.
public struct Frame: Sendable {
    /// A whole JPEG, from SOI to EOI, byte for byte as it came.
    public let jpeg: [UInt8]
    /// When the picture was captured, by the clock of the server; nil when the server does not tell.
    ///
    /// Martlet alone tells: other servers' `X-Timestamp` is the time of sending, or the time since they were started.
    public let captureTime: Date?
    /// The number that the server gives the picture, which grows within one run of the server; nil when it gives
    /// none.
    ///
    /// A gap means pictures that were not sent to us, or that we did not take.
    public let sequence: Int?
    /// How old the picture was when the server sent it, by the server's clock; nil when it does not tell.
    ///
    /// Martlet tells, and ustreamer.
    public let ageWhenSent: Duration?
    /// When the last byte of the picture came.
    public let arrival: ContinuousClock.Instant
    /// When the last byte of the picture came, by this machine's clock.
    public let arrivalTime: Date

    /// How old the picture is at an instant: the age that the server told, if it told one, and the time since it
    /// arrived.
    ///
    /// How long it was on its way is not in it.
    public func age(at instant: ContinuousClock.Instant = .now) -> Duration {
        (ageWhenSent ?? .zero) + arrival.duration(to: instant)
    }
}
