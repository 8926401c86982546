import Testing

@testable import Appliance

@Suite("Choosing among what a camera offers")
struct NegotiationTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let settings: Settings
        let offers: [CameraOffer]
        let choice: Negotiation.Choice?

        init(
            _ description: String, _ settings: Settings, _ offers: [CameraOffer], _ offer: Int?, rate: Int? = 0,
            _ rateThousandths: Int = 30_000
        ) {
            testDescription = description
            self.settings = settings
            self.offers = offers
            choice = offer.map { Negotiation.Choice(offer: $0, rate: rate, rateThousandths: rateThousandths) }
        }
    }

    private static func asked(_ width: Int, _ height: Int, _ rate: Int, _ format: FormatChoice = .auto) -> Settings {
        var settings = Settings()
        settings.size = PictureSize(width: width, height: height)
        settings.rateThousandths = rate * 1000
        settings.format = format
        return settings
    }

    private static func offer(
        _ encoding: CameraOffer.Encoding, _ width: Int, _ height: Int, _ rates: Int...
    ) -> CameraOffer {
        CameraOffer(
            encoding: encoding, size: PictureSize(width: width, height: height),
            rates: rates.map { $0 * 1000...$0 * 1000 })
    }

    private static func ranges(_ encoding: CameraOffer.Encoding, _ rates: ClosedRange<Int>...) -> CameraOffer {
        CameraOffer(encoding: encoding, size: PictureSize(width: 1280, height: 720), rates: rates)
    }

    private static let hd = asked(1280, 720, 30)

    private static let formats = [
        Case("nothing offered", hd, [], nil),
        Case(
            "JPEG before all others", hd,
            [offer(.converted, 1280, 720, 30), offer(.straight, 1280, 720, 30), offer(.jpeg, 1280, 720, 30)], 2),
        Case("straight before converted", hd, [offer(.converted, 1280, 720, 30), offer(.straight, 1280, 720, 30)], 1),
        Case("the first of two alike", hd, [offer(.straight, 1280, 720, 30), offer(.straight, 1280, 720, 30)], 0),
        Case("raw where JPEG lacks the size", hd, [offer(.jpeg, 1920, 1080, 30), offer(.straight, 1280, 720, 30)], 1),
        Case("raw where JPEG lacks the rate", hd, [offer(.jpeg, 1280, 720, 15), offer(.converted, 1280, 720, 30)], 1),
        Case(
            "JPEG where both lack it alike", hd, [offer(.straight, 1280, 720, 15), offer(.jpeg, 1280, 720, 15)], 1,
            15_000),
        Case("the size before the rate", hd, [offer(.jpeg, 640, 480, 30), offer(.jpeg, 1280, 720, 10)], 1, 10_000),
        Case(
            "the nearest size", hd,
            [offer(.jpeg, 640, 480, 30), offer(.jpeg, 1920, 1080, 30), offer(.jpeg, 1280, 960, 30)], 2),
        Case("the nearest size, raw", hd, [offer(.jpeg, 640, 480, 30), offer(.straight, 1280, 800, 30)], 1),
    ]

    private static let restricted = [
        Case(
            "only JPEG", asked(1280, 720, 30, .mjpeg),
            [offer(.straight, 1280, 720, 30), offer(.jpeg, 640, 480, 30)], 1),
        Case("only JPEG, and none", asked(1280, 720, 30, .mjpeg), [offer(.straight, 1280, 720, 30)], nil),
        Case(
            "only raw", asked(1280, 720, 30, .raw), [offer(.jpeg, 1280, 720, 30), offer(.converted, 640, 480, 30)], 1),
        Case("only raw, and none", asked(1280, 720, 30, .raw), [offer(.jpeg, 1280, 720, 30)], nil),
    ]

    private static let rates = [
        Case("the rate itself", asked(1280, 720, 25), [offer(.jpeg, 1280, 720, 30, 25, 20)], 0, rate: 1, 25_000),
        Case("the nearest above", asked(1280, 720, 25), [offer(.jpeg, 1280, 720, 60, 30, 50, 24, 15)], 0, rate: 1),
        Case("the nearest above, first", asked(1280, 720, 25), [offer(.jpeg, 1280, 720, 30, 60)], 0, rate: 0),
        Case("the fastest when none is enough", asked(1280, 720, 60), [offer(.jpeg, 1280, 720, 5, 30, 15)], 0, rate: 1),
        Case("a slow one wanted", asked(1280, 720, 1), [offer(.jpeg, 1280, 720, 30, 5, 15)], 0, rate: 1, 5_000),
        Case("none said", hd, [offer(.jpeg, 1280, 720)], 0, rate: nil),
        Case(
            "none said is as good as enough", hd, [offer(.jpeg, 1280, 720, 15), offer(.straight, 1280, 720)], 1,
            rate: nil),
        Case(
            "the less slow of two formats", hd, [offer(.jpeg, 1280, 720, 5), offer(.straight, 1280, 720, 10)], 1, 10_000
        ),
        Case(
            "faster is not better", asked(1280, 720, 10),
            [offer(.straight, 1280, 720, 60), offer(.jpeg, 1280, 720, 10)],
            1, 10_000),
    ]

    private static let rateRanges = [
        Case("within", asked(1280, 720, 25), [ranges(.jpeg, 1000...60_000)], 0, 25_000),
        Case("above", asked(1280, 720, 90), [ranges(.jpeg, 1000...60_000)], 0, 60_000),
        Case("below", asked(1280, 720, 1), [ranges(.jpeg, 5000...60_000)], 0, 5_000),
        Case("at an edge", asked(1280, 720, 60), [ranges(.jpeg, 5000...60_000)], 0, 60_000),
        Case(
            "the better of two", asked(1280, 720, 25), [ranges(.jpeg, 30_000...60_000, 1000...26_000)], 0, rate: 1,
            25_000),
        Case(
            "a range of no use", asked(1280, 720, 25), [ranges(.jpeg, 1000...10_000, 50_000...60_000)], 0, rate: 1,
            50_000),
    ]

    @Test(arguments: formats + restricted + rates + rateRanges)
    func choice(_ row: Case) {
        #expect(Negotiation(row.settings).choose(among: row.offers) == row.choice)
    }
}
