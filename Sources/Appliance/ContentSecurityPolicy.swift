/// What a browser may do for the page: run its one script, use its one style, talk to this server, and nothing else.
enum ContentSecurityPolicy {
    /// The Content-Security-Policy field; the hashes are those of the page's script and style (W3C CSP 3).
    ///
    /// `Tests/Browser/csp.py` computes them; a test holds them against the page.
    static let text =
        "default-src 'none'; "
        + "script-src 'sha256-+bJLMy9mazSpeIVme71HDYmpuXNtSneTEkAYAeXJXmE='; "
        + "style-src 'sha256-wbrTFPrGwCcuewfIenc175kkkmJrvroX/xjaWh1PLU8='; "
        + "img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'"
}
