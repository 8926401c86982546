/// The program's own memory for pictures: each is used again as soon as nobody holds it, so that frames allocate nothing.
struct PicturePool {
    /// How many pictures there are at the least, whatever their size and whoever has their memory.
    static let fewest = 4

    private let limitBytes: Int
    private var pictures: [Picture] = []

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// A picture that nobody holds, with its old bytes' memory; nil when all are held and no more may be had.
    ///
    /// - Parameters:
    ///   - bytes: how large it is going to be, as far as that is known.
    ///   - lent: how many pictures can be had beside these, in the camera's memory.
    mutating func take(bytes: Int, lent: Int = 0) -> Picture? {
        for index in pictures.indices where isKnownUniquelyReferenced(&pictures[index]) { return pictures[index] }
        guard pictures.count + lent < Self.fewest || heldBytes + bytes <= limitBytes else { return nil }
        let picture = Picture()
        pictures.append(picture)
        return picture
    }

    /// How many pictures of that size viewers may hold beside the newest.
    ///
    /// - Parameter lent: how many pictures the camera can lend: the newest and older ones. Where it lends none, the newest
    ///   and the one that is being made are here too.
    func capacity(bytes: Int, lent: Int) -> Int {
        // An eighth more than it has is reserved for each.
        let fitting = limitBytes / max(bytes + bytes / 8, 1)
        return max(fitting, Self.fewest - lent) + lent - (lent > 0 ? 1 : 2)
    }

    /// Has another picture in place of one: they have changed their memory.
    mutating func replace(_ picture: Picture, by other: Picture) {
        for index in pictures.indices where pictures[index] === picture { pictures[index] = other }
    }

    /// Gives back what idle pictures hold: nothing is kept for a camera that is closed.
    ///
    /// Pictures that a viewer still holds stay counted, so that opening again and again gives no more than the limit.
    mutating func drain() {
        for index in pictures.indices.reversed() where isKnownUniquelyReferenced(&pictures[index]) {
            pictures.remove(at: index)
        }
    }

    /// The memory of all pictures.
    var heldBytes: Int {
        pictures.reduce(0) { $0 + $1.bytes.capacity }
    }
}
