import Appliance
import Machine

/// What the encoder is at.
struct Encoding {
    let picture: Picture
    let stamp: FrameStamp
    /// The camera's frame that it reads; nil for the pattern.
    let frame: CapturedFrame?
}
