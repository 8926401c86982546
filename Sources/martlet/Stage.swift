/// Where the daemon's pictures come from just now.
enum Stage {
    /// Nothing is open.
    case closed
    /// The keeper is at it: opens or closes, or starts that camera anew.
    case kept(CameraSource?)
    /// A camera gives frames.
    case camera(CameraSource)
    /// The test pattern is drawn.
    case pattern(PatternSource)
}
