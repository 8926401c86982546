/// What a browser may do for a page: run its one script, use its one style, talk to this server, and nothing else.
///
/// Each is a Content-Security-Policy field whose hashes are those of the page's script and style (W3C CSP 3).
/// `Tests/Browser/csp.py` computes them; a test holds them against the pages.
enum ContentSecurityPolicy {
    /// That of `/`.
    static let page =
        """
        default-src 'none'; \
        script-src 'sha256-L0AsA5qPi0dKDlHiUujPHHy60bLa/BTcTJERkrOl3bc='; \
        style-src 'sha256-rCTDtj1/e+3mdrZRHral1n6PmAYLTif/Gyk4CFc6xxc='; \
        img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """
    /// That of `/controls.html`.
    static let controlsPage =
        """
        default-src 'none'; \
        script-src 'sha256-qHCcWDzU7f0jlDehjhSuXoBOnljpg7/CMeIMtfXZoFE='; \
        style-src 'sha256-mp4mu4HbaJ6wdJHITovqzXkktpCQJJmybzS4l29PFKM='; \
        img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """
}
