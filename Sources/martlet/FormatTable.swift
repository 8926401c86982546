import Appliance
import Machine

/// A camera's offers, beside what deciding needs to know of each.
struct FormatTable {
    /// One line: what is decided upon, and what the camera is then asked for.
    struct Row {
        let format: OfferedFormat
        let offer: CameraOffer
        let rates: [OfferedRate]
    }

    let rows: [Row]

    /// Lists every size of every format that can be made a JPEG.
    init(_ formats: [OfferedFormat], for settings: Settings) {
        var rows: [Row] = []
        for format in formats {
            guard let encoding = CameraOffer.Encoding(format.fourCC) else { continue }
            if format.sizes.isEmpty {
                // The driver does not say: what is asked is as good as anything.
                let offer = CameraOffer(encoding: encoding, size: settings.size, rates: [])
                rows.append(Row(format: format, offer: offer, rates: []))
            }
            for size in format.sizes {
                let offer = CameraOffer(
                    encoding: encoding,
                    size: PictureSize(
                        width: size.widths.nearest(to: settings.size.width),
                        height: size.heights.nearest(to: settings.size.height)),
                    rates: size.rates.map { $0.thousandths })
                rows.append(Row(format: format, offer: offer, rates: size.rates))
            }
        }
        self.rows = rows
    }

    /// The choice among the rows.
    func choice(for settings: Settings) -> Negotiation.Choice? {
        Negotiation(settings).choose(among: rows.map { $0.offer })
    }

    /// What to ask the camera for.
    func choose(for settings: Settings) -> CameraKeeper.Wish? {
        guard let choice = choice(for: settings) else { return nil }
        let row = rows[choice.offer]
        return CameraKeeper.Wish(
            fourCC: row.format.fourCC, width: UInt32(row.offer.size.width), height: UInt32(row.offer.size.height),
            rate: choice.rate.map { rate(row.rates[$0], thousandths: choice.rateThousandths) })
    }

    /// A rate as the camera wrote it, or one within a range.
    private func rate(_ offered: OfferedRate, thousandths: Int) -> FrameRate {
        if offered.fastest.thousandths == thousandths { return offered.fastest }
        if offered.slowest.thousandths == thousandths { return offered.slowest }
        return FrameRate(frames: UInt32(thousandths), seconds: 1000)
    }
}

extension CameraOffer.Encoding {
    /// What it takes to make a JPEG of a format; nil when it cannot be done.
    fileprivate init?(_ fourCC: FourCC) {
        if fourCC.isJPEG {
            self = .jpeg
        } else {
            let (any, isStraight) = Encoder.canEncode(fourCC)
            guard any else { return nil }
            self = isStraight ? .straight : .converted
        }
    }
}

extension OfferedRate {
    /// The rate or the range of rates, in thousandths a second.
    fileprivate var thousandths: ClosedRange<Int> {
        min(slowest.thousandths, fastest.thousandths)...fastest.thousandths
    }
}

extension Steps {
    /// The number among these that is nearest to another.
    fileprivate func nearest(to number: Int) -> Int {
        let (low, high, step) = (Int(minimum), Int(maximum), Int(step))
        guard number > low else { return low }
        return min(low + (number - low + step / 2) / step * step, high)
    }
}
