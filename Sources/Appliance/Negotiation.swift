/// Chooses among what a camera offers: the size first, then the rate, then what is cheapest to send.
public struct Negotiation: Sendable {
    /// What was chosen.
    public struct Choice: Equatable, Sendable {
        /// Which of the offers.
        public let offer: Int
        /// Which of its rates; nil when it says none.
        public let rate: Int?
        /// The rate to ask for, in thousandths a second.
        public let rateThousandths: Int
    }

    private let size: PictureSize
    private let rateThousandths: Int
    private let format: FormatChoice

    /// Chooses for these settings.
    public init(_ settings: Settings) {
        size = settings.size
        rateThousandths = settings.rateThousandths
        format = settings.format
    }

    /// The best offer; nil when none may be used.
    public func choose(among offers: [CameraOffer]) -> Choice? {
        var best: (index: Int, rank: Rank)?
        for (index, offer) in offers.enumerated() where permits(offer.encoding) {
            let rank = rank(offer)
            if let found = best, found.rank <= rank { continue }
            best = (index, rank)
        }
        guard let best else { return nil }
        let (rate, thousandths) = self.rate(of: offers[best.index])
        return Choice(offer: best.index, rate: rate, rateThousandths: thousandths)
    }

    /// How far an offer is from what is asked; less is better, the first difference decides.
    private struct Rank: Comparable {
        /// Pixels that the size is off, in width and height together.
        let sizeDistance: Int
        /// By how much the rate is too low.
        let rateShortfall: Int
        let encoding: CameraOffer.Encoding

        static func < (left: Rank, right: Rank) -> Bool {
            if left.sizeDistance != right.sizeDistance { return left.sizeDistance < right.sizeDistance }
            if left.rateShortfall != right.rateShortfall { return left.rateShortfall < right.rateShortfall }
            return left.encoding < right.encoding
        }
    }

    private func rank(_ offer: CameraOffer) -> Rank {
        Rank(
            sizeDistance: abs(offer.size.width - size.width) + abs(offer.size.height - size.height),
            rateShortfall: max(rateThousandths - rate(of: offer).thousandths, 0),
            encoding: offer.encoding)
    }

    private func permits(_ encoding: CameraOffer.Encoding) -> Bool {
        switch format {
        case .auto: true
        case .mjpeg: encoding == .jpeg
        case .raw: encoding != .jpeg
        }
    }

    /// The nearest rate at or above the one asked, for frames can be left out but not made; else the fastest.
    private func rate(of offer: CameraOffer) -> (index: Int?, thousandths: Int) {
        var best: (index: Int, thousandths: Int)?
        for (index, rates) in offer.rates.enumerated() {
            let nearest = min(max(rateThousandths, rates.lowerBound), rates.upperBound)
            if let found = best {
                let isEnough = nearest >= rateThousandths
                let wasEnough = found.thousandths >= rateThousandths
                let isBetter =
                    isEnough && wasEnough ? nearest < found.thousandths : nearest > found.thousandths
                if !isBetter { continue }
            }
            best = (index, nearest)
        }
        guard let best else { return (nil, rateThousandths) }
        return (best.index, best.thousandths)
    }
}
