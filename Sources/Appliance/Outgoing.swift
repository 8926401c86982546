/// What a connection has still to send: its own head, a shared picture, and a tail, in this order.
public struct Outgoing {
    /// Bytes of this connection alone.
    public internal(set) var head: [UInt8] = []
    /// The picture between head and tail.
    public private(set) var picture: Picture?
    /// Bytes behind the picture.
    public private(set) var tail: [UInt8] = []
    /// How many of the picture's first bytes are left out, because they went ahead.
    public private(set) var pictureSkip = 0
    /// How many bytes the kernel is to be given at once; nil for all that there are.
    public private(set) var runLimit: Int?
    /// How many bytes of all that have been sent.
    public private(set) var sent = 0

    /// How many bytes are still to be sent.
    public var remaining: Int {
        head.count + (picture.map { $0.count - pictureSkip } ?? 0) + tail.count - sent
    }

    /// Whether there is nothing to send.
    public var isEmpty: Bool { remaining == 0 }

    mutating func load(picture: Picture, skipping skip: Int, tail: [UInt8], runLimit: Int? = nil) {
        self.runLimit = runLimit
        self.picture = picture
        pictureSkip = skip
        self.tail = tail
    }

    /// Counts what was sent; when that was all, lets the picture go and keeps the head's memory for the next one.
    mutating func advance(by count: Int) {
        sent += count
        runLimit = nil
        guard isEmpty else { return }
        // A stream's heads are small and many; a page is not worth its memory until the next.
        head.removeAll(keepingCapacity: head.capacity <= 4096)
        picture = nil
        pictureSkip = 0
        tail = []
        sent = 0
    }
}
