import Wire

/// Who may change something: only a page of Martlet's own, or a program, which has no origin.
enum Access {
    /// Whether a request that changes something comes from where it may.
    static func permitsChange(_ request: Request) -> Bool {
        if let site = request.fetchSite, !site.spells("same-origin"), !site.spells("none") { return false }
        guard let origin = request.origin else { return true }
        // RFC 6454 section 6.2: scheme "://" host [ ":" port ]; the Host field is that without the scheme.
        for scheme in ["http://", "https://"] where origin.prefix(scheme.utf8.count).spellsIgnoringCase(scheme) {
            return origin.dropFirst(scheme.utf8.count).elementsEqual(request.host) {
                $0.asciiLowercased == $1.asciiLowercased
            }
        }
        return false
    }
}
