import Appliance
import Machine

/// A raw frame that nobody has encoded yet.
struct HeldFrame {
    let frame: CapturedFrame
    let stamp: FrameStamp
}
