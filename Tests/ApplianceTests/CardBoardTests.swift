import Testing

@testable import Appliance

@Suite("What the board says, and the card over it")
struct CardBoardTests {
    private static let board = """
        # a board
        device = auto
        led = gpiochip0:1   # green
        button=!gpiochip0:2
        watchdog = /dev/watchdog1
        listen = 127.0.0.1:8080
        size = 320x240
        """

    @Test func theBoardGoesOverTheImage() throws {
        let run = CardRun("# nothing", board: Self.board)
        let settings = try run.settings()
        #expect(settings.device == .auto)
        #expect(settings.led?.text == Array("gpiochip0:1".utf8))
        #expect(settings.listen.map(\.port) == [8080])
        #expect(settings.size.width == 320)
        #expect(settings.remember == Array("/run/martlet-state/paused".utf8))
        #expect(run.file("watchdog") == "/dev/watchdog1\n")
        #expect(run.problems == [])
    }

    @Test func theCardGoesOverTheBoard() throws {
        let run = CardRun("led = none\nsize = 640x480\nbutton = GPIO5\nwatchdog = off", board: Self.board)
        let settings = try run.settings()
        #expect(settings.led == nil)
        #expect(settings.button?.text == Array("GPIO5".utf8))
        #expect(settings.size.width == 640)
        #expect(settings.watchdog == nil)
        #expect(run.file("watchdog") == nil)
    }

    @Test func whatTheCardGetsWrongIsAsOnTheBoard() throws {
        let run = CardRun("size = big\nled = x:y:", board: Self.board)
        #expect(try run.settings().size.width == 320)
        #expect(run.problems[0].hasSuffix("; using 320x240"))
        #expect(run.problems[1].hasSuffix("; using gpiochip0:1"))
    }

    @Test func aBoardWithoutWatchdog() throws {
        let run = CardRun("watchdog = on", board: "watchdog = none")
        #expect(run.file("watchdog") == nil)
        #expect(try run.settings().watchdog == nil)
    }

    @Test func aWrongLineOfTheBoardIsToldAndLeftOut() throws {
        let run = CardRun("# nothing", board: "sise = 1\nrate = 0\nrate\n\u{1}\u{1B} = #\nquality = 70\n")
        let what = "is nothing that martlet takes; the line is not used"
        #expect(
            run.problems == [
                "board.conf line 1: sise = 1 \(what)", "board.conf line 2: rate = 0 \(what)",
                "board.conf line 3: rate \(what)", "board.conf line 4: ?? = \(what)",
            ])
        #expect(try run.settings().quality == 70)
    }

    /// Only the card says who may watch.
    @Test(arguments: [
        "open = on", "open = off", "password-file = /etc/shadow", "problems = /etc/passwd", "open = on\nopen = on",
    ])
    func theBoardCannotOpenTheBox(_ board: String) throws {
        let settings = try CardRun("password = secret12", board: board).settings()
        #expect(!settings.isOpen)
        #expect(settings.passwordFile == Array("/run/martlet/password".utf8))
        #expect(settings.problems == Array("/run/martlet/problems".utf8))
        #expect(try CardRun("#", board: board).settings().passwordFile == nil)
    }
}
