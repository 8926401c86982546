import Testing

@testable import Appliance

@Suite struct PacerTests {
    @Test func givesTwentyFiveOfThirty() {
        var pacer = Pacer(rateThousandths: 25_000, sourceRateThousandths: 30_000)
        let admitted = (0..<300).filter { pacer.admits(Instant(nanoseconds: Int64($0) * 1_000_000_000 / 30)) }
        #expect(admitted.count == 250)
    }
}
