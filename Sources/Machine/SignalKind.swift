/// What a signal tells the process.
public enum SignalKind: Sendable {
    /// SIGTERM, SIGINT: end.
    case stop
    /// SIGHUP: read the settings anew.
    case reload
}
