/// The memory for pictures: each is used again as soon as no viewer holds it, so that frames allocate nothing.
struct PicturePool {
    /// How many pictures there are at the least, whatever their size.
    static let fewest = 4

    private let limitBytes: Int
    private var pictures: [Picture] = []

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// A picture that nobody holds, with its old bytes' memory; nil when all are held and no more may be had.
    mutating func take() -> Picture? {
        for index in pictures.indices where isKnownUniquelyReferenced(&pictures[index]) { return pictures[index] }
        guard pictures.count < Self.fewest || heldBytes < limitBytes else { return nil }
        let picture = Picture()
        pictures.append(picture)
        return picture
    }

    /// Gives back what idle pictures hold: nothing is kept for a camera that is closed.
    mutating func drain() {
        pictures.removeAll()
    }

    /// The memory of all pictures.
    private var heldBytes: Int {
        pictures.reduce(0) { $0 + $1.bytes.capacity }
    }
}
