import Foundation
import Testing

@testable import Appliance

@Suite("The policy and the page")
struct ContentSecurityPolicyTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The policies, by the page's file.
    private static let policies = [
        "page.html": ContentSecurityPolicy.page, "controls.html": ContentSecurityPolicy.controlsPage,
    ]

    /// What stands between the tags of the page's one element of that name.
    private static func content(of tag: String, in file: String) throws -> [UInt8] {
        let page = try String(contentsOf: root.appending(path: "Sources/martlet/" + file), encoding: .utf8)
        let parts = page.components(separatedBy: "<\(tag)>")
        try #require(parts.count == 2, "the page has one <\(tag)> without attributes")
        let end = try #require(parts[1].range(of: "</\(tag)>"))
        return Array(parts[1][..<end.lowerBound].utf8)
    }

    @Test(arguments: policies.keys, ["script", "style"])
    func hashIsThatOfThePage(_ file: String, _ tag: String) throws {
        let hash = Data(SHA256.hash(try Self.content(of: tag, in: file))).base64EncodedString()
        #expect(try #require(Self.policies[file]).contains("\(tag)-src 'sha256-\(hash)';"))
    }

    @Test(arguments: policies.values)
    func nothingElseIsAllowed(_ policy: String) {
        let directives = policy.components(separatedBy: "; ")
        #expect(directives.first == "default-src 'none'")
        #expect(directives.contains("base-uri 'none'"))
        #expect(directives.contains("form-action 'none'"))
        #expect(directives.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(!policy.contains("*"))
        #expect(!policy.contains("http"))
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func hashOfTheTestIsRight(_ text: String, _ hash: String) {
        #expect(SHA256.hash(Array(text.utf8)).map { String(format: "%02x", $0) }.joined() == hash)
    }
}
