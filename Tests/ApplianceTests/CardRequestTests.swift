import Testing

@testable import Appliance

@Suite("The command line of --card")
struct CardRequestTests {
    private static func read(_ line: String) throws(SettingsError) -> CommandLineRequest {
        try CommandLineRequest(line.split(separator: " ").map { Array($0.utf8) })
    }

    @Test func whole() throws {
        let request = try Self.read("--card /boot/martlet.txt --into /run/martlet --board=/b --move-password")
        #expect(request.command == .card)
        #expect(request.card.card == Array("/boot/martlet.txt".utf8))
        #expect(request.card.folder == Array("/run/martlet".utf8))
        #expect(request.card.board == Array("/b".utf8))
        #expect(request.card.isMovingPassword)
        #expect(request.card.passwords == Array("/boot/martlet.password".utf8))
        let short = try Self.read("--into=/run --card martlet.txt")
        #expect(short.card.passwords == Array("martlet.password".utf8))
        #expect(!short.card.isMovingPassword && short.card.board == nil)
        #expect(CardRequest.name(of: Array("/etc/board.conf".utf8)) == Array("board.conf".utf8))
    }

    @Test(arguments: [
        "--card", "--card x", "--into /run", "--move-password", "--board x", "--card x --into", "--card x --into run",
        "--card x --into /run/", "--card x --into /r#n", "--card x --into /run --size 640x480", "--card= --into /run",
        "--card x --into /run --config y",
    ])
    func inPart(_ line: String) {
        let error = #expect(throws: SettingsError.self) { try Self.read(line) }
        #expect(
            error?.line == "--card: it takes --card FILE --into /FOLDER, --board FILE, --move-password, and no more")
    }

    @Test func aSwitchTakesNoValue() {
        let error = #expect(throws: SettingsError.self) { try Self.read("--card x --into /r --move-password=on") }
        #expect(error?.line == "--move-password=on: no such setting; `martlet --help` lists them")
    }
}
