import Testing

@testable import HTTPCamera

/// The examples of RFC 7616, 2617 and 2069, and what they leave out reckoned by another program.
@Suite struct DigestTests {
    private static let nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
    private static let clientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    private static let circle = Credentials(user: "Mufasa", password: "Circle of Life")

    private static func challenge(_ more: String) -> String {
        #"Digest realm="http-auth@example.org", nonce="\#(nonce)", "# + more
    }

    private func answer(_ value: String, clientNonce: String = clientNonce) throws -> DigestAnswer {
        try #require(Challenge.all(in: [value]).first.flatMap { DigestAnswer($0, clientNonce: clientNonce) })
    }

    @Test(
        "RFC 7616, 3.9.1, and the same with -sess",
        arguments: [
            ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
            ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
            ("MD5-sess", "e783283f46242139c486a698fec7211d"),
            ("SHA-256-sess", "2fd51b3a77ad75bad6afad6003e818d767133c46d9e2749e7f5232ae1ea3efd7"),
        ])
    func algorithms(name: String, response: String) throws {
        var digest = try answer(Self.challenge(#"qop="auth, auth-int", algorithm=\#(name), opaque="FQhe/qaU""#))
        let expected =
            #"Digest username="Mufasa", realm="http-auth@example.org", nonce="\#(Self.nonce)", "#
            + #"uri="/dir/index.html", response="\#(response)", algorithm=\#(name), opaque="FQhe/qaU", "#
            + #"qop=auth, nc=00000001, cnonce="\#(Self.clientNonce)""#
        #expect(digest.header(Self.circle, method: "GET", target: "/dir/index.html") == expected)
    }

    @Test("each further request has the next count; a session keeps its secret")
    func counts() throws {
        var digest = try answer(Self.challenge(#"qop="auth", algorithm=MD5-sess"#))
        _ = digest.header(Self.circle, method: "GET", target: "/dir/index.html")
        let second = digest.header(Self.circle, method: "GET", target: "/dir/index.html")
        #expect(second.contains("nc=00000002"))
        #expect(second.contains(#"response="6914b51e16f9459d9abc967ad41c4599""#))
        digest.goOn(with: #"qop=auth, nextnonce="next", rspauth="0""#)
        let third = digest.header(Self.circle, method: "GET", target: "/dir/index.html")
        #expect(third.contains(#"nonce="next""#))
        #expect(third.contains("nc=00000001"))
        #expect(third.contains(#"response="024890dca8a922796bd6a8324bc748c2""#))
    }

    @Test("RFC 2617: a challenge that names no algorithm gets none back")
    func withoutAlgorithm() throws {
        var digest = try answer(
            #"Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093""#,
            clientNonce: "0a4f113b")
        let header = digest.header(
            Credentials(user: "Mufasa", password: "Circle Of Life"), method: "GET", target: "/dir/index.html")
        #expect(header.contains(#"response="6629fae49393a05397450978507c4ef1""#))
        #expect(!header.contains("algorithm"))
    }

    @Test("RFC 2069: without qop there is no count")
    func withoutQuality() throws {
        var digest = try answer(#"Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093""#)
        let header = digest.header(
            Credentials(user: "Mufasa", password: "CircleOfLife"), method: "GET", target: "/dir/index.html")
        #expect(header.contains(#"response="1949323746fe6a43ef61f9606e7febea""#))
        #expect(!header.contains("nc=") && !header.contains("qop") && !header.contains("cnonce"))
    }

    @Test("a server that wants it gets a digest of the name")
    func hiddenName() throws {
        var digest = try answer(Self.challenge(#"qop="auth", algorithm=SHA-256, userhash=true"#))
        let header = digest.header(Self.circle, method: "GET", target: "/dir/index.html")
        #expect(
            header.hasPrefix(#"Digest username="a947aad205e80e429958a387394944c6b496301e79f89d35a4cc23b6ee12b5b6","#))
        #expect(header.hasSuffix("userhash=true"))
        #expect(header.contains(#"response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1""#))
    }

    @Test(
        "what cannot be answered is no answer",
        arguments: [
            #"Digest realm="x", nonce="y", algorithm=SHA-512-256"#, #"Digest realm="x", nonce="y", qop="auth-int""#,
            #"Digest realm="x""#, #"Basic realm="x""#, "Digest",
        ])
    func unanswerable(value: String) throws {
        #expect(Challenge.all(in: [value]).compactMap { DigestAnswer($0, clientNonce: "c") }.isEmpty)
    }

    @Test("challenges as servers write them")
    func challenges() {
        let values = [
            #"Negotiate, NTLM TlRMTVNTUAACAAAA==, Basic realm="a \"b\", c" , charset = "UTF-8""#,
            #"DIGEST Realm=plain,nonce="",qop=auth , stale=TRUE"#, "", " , ,",
        ]
        #expect(
            Challenge.all(in: values) == [
                Challenge(scheme: "negotiate"), Challenge(scheme: "ntlm"),
                Challenge(scheme: "basic", parameters: ["realm": #"a "b", c"#, "charset": "UTF-8"]),
                Challenge(
                    scheme: "digest", parameters: ["realm": "plain", "nonce": "", "qop": "auth", "stale": "TRUE"]),
            ])
    }

    @Test("quotes in names and realms are written as such")
    func quotes() throws {
        var digest = try answer(#"Digest realm="a\"b\\c", nonce="n""#)
        let header = digest.header(Credentials(user: #"d\u"#, password: ""), method: "GET", target: "/")
        #expect(header.hasPrefix(#"Digest username="d\\u", realm="a\"b\\c", nonce="n""#))
    }

    @Test(
        "Base64",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"),
            ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ])
    func base64(text: String, encoded: String) {
        #expect(Base64.text(Array(text.utf8)) == encoded)
    }
}
