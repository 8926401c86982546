import Appliance
import Machine
import Wire

/// A camera that is open, and what is known of it and kept for it.
final class CameraSource {
    /// The camera; nil while its keeper has it.
    var device: Camera?
    let entry: CameraEntry
    let format: CameraFormat
    /// How viewers are told to turn the picture: what the camera could not do itself.
    let orientation: Orientation
    /// The newest raw frame, kept for when somebody wants it.
    var held: HeldFrame?
    /// The camera's buffers that viewers are sent from.
    var loans: FrameLoans

    /// Takes over a camera that streams.
    init(_ camera: consuming Camera, _ entry: CameraEntry, _ format: CameraFormat, orientation: Orientation) {
        self.entry = entry
        self.format = format
        self.orientation = orientation
        loans = FrameLoans(buffers: camera.bufferCount)
        device = consume camera
    }

    /// Whether its frames are JPEG already.
    var isJPEG: Bool { format.fourCC.isJPEG }
}
