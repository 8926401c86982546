import Machine
import Testing

@Suite struct FormatTests {
    @Test func fourCharactersAreWhatV4L2MakesOfThem() {
        #expect(FourCC.yuyv.value == 0x5659_5559)
        #expect(FourCC.motionJPEG.value == 0x4750_4A4D)
    }

    @Test func namesAreReadable() {
        #expect(FourCC.motionJPEG.name == Array("MJPG".utf8))
        #expect(FourCC("Y", "1", "6", " ").name == Array("Y16".utf8))
        #expect(FourCC(value: FourCC("Y", "1", "6", " ").value | 1 << 31).name == Array("Y16-BE".utf8))
        #expect(FourCC(value: 0x4142_0A41).name == Array("A?BA".utf8))
    }

    @Test func ratesCompareExactly() {
        let film = FrameRate(frames: 30000, seconds: 1001)
        #expect(film.isSlower(than: FrameRate(frames: 30)))
        #expect(!FrameRate(frames: 30).isSlower(than: film))
        #expect(!film.isSlower(than: FrameRate(frames: 60000, seconds: 2002)))
        #expect(film.thousandths == 29970)
        #expect(FrameRate(frames: 1, seconds: 0).thousandths == 0)
    }

    @Test func stepsContainWhatTheyReach() {
        let steps = Steps(minimum: 16, maximum: 100, step: 8)
        #expect(steps.contains(16) && steps.contains(96) && !steps.contains(100) && !steps.contains(20))
        #expect(!steps.contains(8) && !steps.contains(104))
        #expect(Steps(minimum: 1, maximum: 3, step: 0).contains(2))
    }

    @Test func everyFormatIsStraightOrConvertedOrNeither() {
        #expect(Encoder.canEncode(.yuyv) == (true, true))
        #expect(Encoder.canEncode(FourCC("R", "G", "B", "3")) == (true, false))
        #expect(Encoder.canEncode(FourCC("Y", "1", "6", " ")) == (true, false))
        #expect(Encoder.canEncode(FourCC("O", "5", "1", "1")) == (false, false))
        #expect(Encoder.canEncode(.motionJPEG) == (false, false))
    }
}
