import HTTPCamera

/// What stands in the title of the window.
enum WindowTitle {
    /// Host, and how the camera stands.
    ///
    /// - Parameters:
    ///   - size: of the picture that is shown, in pixels; nil when there is none.
    ///   - age: of the picture that is shown.
    ///   - notice: what just happened: a picture that was saved.
    static func text(
        url: String, state: HTTPCamera.State, size: (width: Int, height: Int)?, picturesPerSecond: Double,
        age: Duration?, isPaused: Bool, notice: String?
    ) -> String {
        let host = host(url)
        if let notice { return "\(host): \(notice)" }
        if case .reconnecting(let cause) = state { return "\(host): reconnecting: \(cause)" }
        guard let size, let age else { return "\(host): waiting for a picture" }
        let shape = "\(size.width) × \(size.height)"
        if isPaused { return "\(host): \(shape), paused" }
        return "\(host): \(shape), \(Decimal.text(picturesPerSecond, places: 0)) fps, \(words(age)) old"
    }

    /// The host of a URL, and its port if it has one; never the password.
    static func host(_ url: String) -> String {
        let place = url.split(separator: "//", maxSplits: 1).last ?? ""
        let authority = place.prefix { !"/?#".contains($0) }
        return String(authority.split(separator: "@").last ?? "")
    }

    private static func words(_ age: Duration) -> String {
        age < .seconds(1) ? "\(age.wholeMilliseconds) ms" : "\(age.wholeMilliseconds / 1000) s"
    }
}
