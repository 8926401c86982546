extension HTTPCamera {
    /// What has come since the camera was opened.
    public struct Statistics: Sendable, Equatable {
        /// Whole pictures.
        public internal(set) var received = 0
        /// Pictures that nobody took before they had to give way to newer ones: what a slow reader does without.
        public internal(set) var skipped = 0
        /// Parts that were no whole picture: damaged, cut off by the end of a connection, over `Options.pictureLimit`, or no
        /// JPEG.
        public internal(set) var bad = 0
        /// Pictures that the server numbered before one that had come already, or that came twice.
        public internal(set) var outdated = 0
        /// How often the stream was there again after a connection had ended.
        public internal(set) var reconnects = 0
        /// Bytes of streams.
        public internal(set) var bytes = 0
        /// Pictures received per second, over the last 3 seconds.
        public internal(set) var picturesPerSecond = 0.0
        /// How old the newest picture is: what the server told, if it told it, and the time since it arrived.
        ///
        /// Nil before the first picture.
        public internal(set) var age: Duration?
    }
}
