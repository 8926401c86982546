/// What a source gives, as it said itself.
public struct SourceFormat: Sendable {
    /// The pixel format's four letters.
    public var name: String
    /// Pixels.
    public var width: Int
    /// Pixels.
    public var height: Int
    /// Frames a second, in thousandths.
    public var rateThousandths: Int
    /// Whether frames are encoded here, because they do not come as JPEG.
    public var isEncoded: Bool

    /// Describes a format.
    public init(name: String, width: Int, height: Int, rateThousandths: Int, isEncoded: Bool) {
        self.name = name
        self.width = width
        self.height = height
        self.rateThousandths = rateThousandths
        self.isEncoded = isEncoded
    }
}

extension SourceFormat {
    /// The format in words: `MJPG 1280x720, 30 frames a second`.
    public var words: String {
        name + " " + Self.words(PictureSize(width: width, height: height), rateThousandths)
    }

    /// Where it falls short of what was asked, in a sentence; nil when it does not.
    public func shortfall(of settings: Settings) -> String? {
        guard fallsShort(of: settings) else { return nil }
        return "asked for " + Self.words(settings.size, settings.rateThousandths) + "; the camera gives " + words
    }

    /// Whether it is another size than was asked for, or slower.
    func fallsShort(of settings: Settings) -> Bool {
        width != settings.size.width || height != settings.size.height || rateThousandths < settings.rateThousandths
    }

    private static func words(_ size: PictureSize, _ rateThousandths: Int) -> String {
        let rate = "\(rateThousandths / 1000)"
        let part = rateThousandths % 1000
        let fraction = part == 0 ? "" : "." + (part < 100 ? "0" : "") + (part < 10 ? "0" : "") + "\(part)"
        return "\(size.width)" + "x" + "\(size.height)" + ", " + rate + fraction + " frames a second"
    }
}
