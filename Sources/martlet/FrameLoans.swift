import Appliance
import Machine

/// The camera's buffers that pictures are sent from, each out until nobody holds its picture any more.
struct FrameLoans {
    /// How many buffers may be out at a time: the newest picture's, and one for those who are still at an older one; fewer
    /// where the driver has few, for it needs two to go on.
    let most: Int

    private struct Place {
        /// The picture that the buffer holds, or held last: used again, so that a frame allocates nothing.
        var picture = Picture()
        /// The frame in it; nil while the camera has the buffer.
        var frame: CapturedFrame?
    }

    private var places: [Place] = []

    /// The loans of a camera with so many buffers.
    init(buffers: Int) {
        most = min(max(buffers - 2, 0), 2)
    }

    /// How many buffers are out.
    var count: Int {
        places.reduce(0) { $0 + ($1.frame == nil ? 0 : 1) }
    }

    /// Takes a frame's buffer out and gives the picture that lies in a range of it.
    mutating func lend(_ frame: CapturedFrame, range: Range<Int>) -> Picture {
        while places.count <= frame.index { places.append(Place()) }
        places[frame.index].frame = frame
        let picture = places[frame.index].picture
        picture.lie(in: Picture.Loan(buffer: frame.index, range: range))
        return picture
    }

    /// The frame in a buffer that is out.
    func frame(in buffer: Int) -> CapturedFrame {
        guard let frame = places[buffer].frame else { preconditionFailure("a picture is held, its buffer is not out") }
        return frame
    }

    /// A frame whose picture nobody holds any more, to be given back to the camera; nil when there is none.
    mutating func takeReturned() -> CapturedFrame? {
        for index in places.indices where places[index].frame != nil {
            if isKnownUniquelyReferenced(&places[index].picture) { return places[index].frame.take() }
        }
        return nil
    }

    /// The oldest of the pictures that are out; nil when none is.
    var oldest: Picture? {
        var oldest: Place?
        for place in places where place.frame != nil {
            // Within one opening of the camera a later frame has the greater number.
            if let found = oldest, found.picture.sequence <= place.picture.sequence { continue }
            oldest = place
        }
        return oldest?.picture
    }

    /// Takes a picture's buffer back, whose bytes nobody reads there any more.
    ///
    /// - Parameter spare: the picture to use for the buffer from now on.
    /// - Returns: the frame to be given back to the camera.
    mutating func takeBack(_ picture: Picture, using spare: Picture) -> CapturedFrame? {
        for index in places.indices where places[index].picture === picture {
            places[index].picture = spare
            return places[index].frame.take()
        }
        return nil
    }
}
