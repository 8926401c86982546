#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the environment says.
enum Environment {
    static var password: String? { ProcessInfo.processInfo.environment["MARTLET_PASSWORD"] }
    static var hasWayland: Bool { ProcessInfo.processInfo.environment["WAYLAND_DISPLAY"] != nil }
}
