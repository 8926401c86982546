import Wire

extension HTTPCamera {
    /// How a camera is to be used.
    ///
    /// What is not set is as most want it.
    public struct Options: Sendable {
        /// What happens when a connection that gave a stream has ended.
        public enum Reconnect: Sendable, Equatable {
            /// The camera ends with it.
            case off
            /// It is connected anew after `initial`, then after twice that, and so on up to `maximum`, without end; after a
            /// picture it begins with `initial` again. Never less than a millisecond.
            case backOff(initial: Duration, maximum: Duration)
        }

        /// A server that connects to the camera for us.
        public enum Proxy: Sendable, Equatable {
            /// An HTTP proxy that asks for no password.
            ///
            /// It must allow CONNECT to the camera's port, which is used for `http` too.
            case http(host: String, port: Int)
            /// A SOCKS 5 proxy that asks for no password.
            case socks(host: String, port: Int)
        }

        /// The name and password to answer with when the server asks; nil takes those in the URL, if there are any.
        public var credentials: Credentials?
        /// What happens when the connection ends.
        ///
        /// 250 ms, doubling up to 5 s.
        public var reconnect = Reconnect.backOff(initial: .milliseconds(250), maximum: .seconds(5))
        /// How long not a byte may come, from the first attempt to connect on, until the connection counts as lost.
        ///
        /// 10 s.
        public var silenceLimit = Duration.seconds(10)
        /// The most that one picture may have, in bytes; a larger one is passed over and counted as bad.
        ///
        /// 16 MiB.
        public var pictureLimit = 16 << 20
        /// How many bytes of JPEG before the newest picture are kept for `read`, which then gives the oldest of them first.
        ///
        /// None: `read` gives the newest. A recorder that wants every picture has some kept, for the time that its disk
        /// takes now and then. Where there are more bytes, or more than 10,000 pictures, the oldest go, and are counted as
        /// skipped.
        public var backlogLimit = 0
        /// Whether a server's certificate must be one that this machine trusts.
        ///
        /// Most cameras that speak `https` have one that nobody signed: with `false` the connection is encrypted, but
        /// to whom is not known.
        public var verifiesCertificate = true
        /// A server to connect through; nil connects to the camera itself.
        public var proxy: Proxy?
        /// What the camera calls itself: the value of User-Agent.
        public var userAgent = "HTTPCamera (Martlet)"

        /// As most want it.
        public init() {}

        var limits: PartLimits { PartLimits(bodyBytes: max(pictureLimit, 1)) }
    }
}
