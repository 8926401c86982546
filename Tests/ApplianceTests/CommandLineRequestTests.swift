import Testing

@testable import Appliance

@Suite("What the command line asks for")
struct CommandLineRequestTests {
    @Test(
        arguments: [
            ([], CommandLineRequest.Command.serve), (["--size", "640x480"], .serve), (["probe"], .probe),
            (["probe", "--size", "640x480"], .probe), (["--size", "640x480", "probe"], .probe), (["--help"], .help),
            (["-h"], .help), (["--version"], .version), (["--manual"], .manual), (["--device", "probe"], .serve),
            (["--device", "--help"], .serve),
        ] as [([String], CommandLineRequest.Command)])
    func command(_ arguments: [String], _ command: CommandLineRequest.Command) throws {
        let request = try CommandLineRequest(arguments.map { Array($0.utf8) })
        #expect(request.command == command)
        #expect(request.configPath == nil)
    }

    @Test(arguments: [
        ["--config", "/etc/martlet.conf"], ["--config=/etc/martlet.conf"], ["probe", "--config=/etc/martlet.conf"],
    ])
    func config(_ arguments: [String]) throws {
        let request = try CommandLineRequest(arguments.map { Array($0.utf8) })
        #expect(request.configPath == Array("/etc/martlet.conf".utf8))
    }

    @Test(
        arguments: [
            ("71", "2", 71, 2), ("71", "1", 71, 1), ("71", "64", 71, 64), ("71", "65", 71, 0), ("71", "0", 71, 0),
            ("70", "2", 71, 0), (nil, "2", 71, 0), ("71", nil, 71, 0), ("", "2", 71, 0), ("71", "x", 71, 0),
            ("71 ", "2", 71, 0), ("71", "-1", 71, 0),
        ] as [(String?, String?, Int, Int)])
    func passedSockets(_ listenPID: String?, _ listenFDs: String?, _ processIdentifier: Int, _ count: Int) {
        #expect(
            PassedSockets.count(
                listenPID: listenPID.map { Array($0.utf8) }, listenFDs: listenFDs.map { Array($0.utf8) },
                processIdentifier: processIdentifier) == count)
        #expect(PassedSockets.first == 3)
    }
}
