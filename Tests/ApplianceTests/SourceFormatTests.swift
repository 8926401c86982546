import Testing

@testable import Appliance

@Suite("Formats in words")
struct SourceFormatTests {
    @Test(arguments: [
        (30_000, "30"), (29_970, "29.970"), (7_500, "7.500"), (15_050, "15.050"), (1_001, "1.001"), (100, "0.100"),
    ])
    func words(_ rateThousandths: Int, _ rate: String) {
        #expect(SourceFormat.mjpeg(rateThousandths: rateThousandths).words == "MJPG 1280x720, \(rate) frames a second")
    }

    @Test func shortfall() {
        var settings = Settings()
        #expect(SourceFormat.mjpeg(rateThousandths: 30_000).shortfall(of: settings) == nil)
        #expect(SourceFormat.mjpeg(rateThousandths: 60_000).shortfall(of: settings) == nil, "faster is enough")
        #expect(
            SourceFormat.mjpeg(rateThousandths: 25_000).shortfall(of: settings)
                == "asked for 1280x720, 30 frames a second; the camera gives MJPG 1280x720, 25 frames a second")
        settings.size = PictureSize(width: 640, height: 720)
        #expect(
            SourceFormat.mjpeg().shortfall(of: settings)
                == "asked for 640x720, 30 frames a second; the camera gives MJPG 1280x720, 30 frames a second")
        settings.size = PictureSize(width: 1280, height: 480)
        #expect(SourceFormat.mjpeg().shortfall(of: settings) != nil)
    }
}
