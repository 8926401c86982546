import ArgumentParser
import HTTPCamera

extension HTTPCamera.Options.Proxy {
    /// Reads `http://HOST:PORT` or `socks5://HOST:PORT`.
    static func parse(_ text: String) throws(ValidationError) -> Self {
        for (scheme, proxy) in [("http://", http), ("socks5://", socks)] as [(String, (String, Int) -> Self)] {
            guard text.hasPrefix(scheme) else { continue }
            let place = text.dropFirst(scheme.count)
            guard let colon = place.lastIndex(of: ":"), let port = UInt16(place[place.index(after: colon)...]),
                port > 0, colon > place.startIndex, !place.contains("/"), !place.contains("@")
            else { break }
            return proxy(String(place[..<colon]), Int(port))
        }
        throw ValidationError(
            "'\(text.contains("@") ? "…" : text)' is no proxy: it takes http://HOST:PORT or socks5://HOST:PORT, without a password"
        )
    }
}
