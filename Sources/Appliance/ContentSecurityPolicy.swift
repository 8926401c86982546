/// What a browser may do for the page: run its one script, use its one style, talk to this server, and nothing else.
enum ContentSecurityPolicy {
    /// The Content-Security-Policy field; the hashes are those of the page's script and style (W3C CSP 3).
    ///
    /// `Tests/Browser/csp.py` computes them; a test holds them against the page.
    static let text =
        "default-src 'none'; "
        + "script-src 'sha256-7jhszVWdorT/2+i7KIx8LxSGYZwsR/+mZgmXBE0T8lg='; "
        + "style-src 'sha256-sfgKXk8cEeJv1ZA4X8+WqvV+14yd0KrnlR0RzGSOLOw='; "
        + "img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'"
}
