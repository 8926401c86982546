// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is built with; `Firmware` turns the daemon and its rooms into Embedded Swift.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
let firmware: [SwiftSetting] =
    strict + [.enableExperimentalFeature("Embedded", .when(traits: ["Firmware"]))]

/// A product of an outside package.
///
/// A firmware build needs none, and so fetches none.
func outside(_ product: String, from package: String) -> Target.Dependency {
    .product(name: product, package: package, condition: .when(traits: ["Client"]))
}

// Debian has it where every compiler looks.
#if os(macOS)
    let sdl2: String? = "sdl2"
#else
    let sdl2: String? = nil
#endif

let package = Package(
    name: "martlet",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "martlet", targets: ["martlet"]),
        .library(name: "HTTPCamera", targets: ["HTTPCamera"]),
        .executable(name: "martlet-watch", targets: ["martlet-watch"]),
    ],
    traits: [
        .trait(name: "Firmware", description: "Embedded Swift: the one small binary that ships"),
        .trait(name: "Client", description: "Ordinary Swift: the tests and the desktop library"),
        .default(enabledTraits: ["Client"]),
    ],
    dependencies: [
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    ],
    targets: [
        .target(
            name: "CLinux",
            cSettings: [.treatAllWarnings(as: .error), .define("FIRMWARE", .when(traits: ["Firmware"]))],
            linkerSettings: [.linkedLibrary("crypt"), .linkedLibrary("gpiod"), .linkedLibrary("v4lconvert")]
        ),
        .target(
            name: "CJPEG",
            cSettings: [.treatAllWarnings(as: .error), .define("FIRMWARE", .when(traits: ["Firmware"]))],
            linkerSettings: [.linkedLibrary("jpeg")]
        ),
        .target(name: "Wire", swiftSettings: firmware),
        .target(name: "Machine", dependencies: ["CLinux", "CJPEG"], swiftSettings: firmware),
        .target(name: "Appliance", dependencies: ["Wire"], swiftSettings: firmware),
        .executableTarget(
            name: "martlet",
            dependencies: ["Appliance", "Machine", "Wire"],
            resources: [.embedInCode("page.html"), .embedInCode("controls.html")],
            swiftSettings: firmware
        ),
        .target(
            name: "HTTPCamera",
            dependencies: [
                "Wire", "CJPEG",
                outside("AsyncHTTPClient", from: "async-http-client"),
                outside("NIOConcurrencyHelpers", from: "swift-nio"),
                outside("NIOCore", from: "swift-nio"),
                outside("NIOHTTP1", from: "swift-nio"),
                outside("NIOPosix", from: "swift-nio"),
                outside("NIOSSL", from: "swift-nio-ssl"),
                outside("Crypto", from: "swift-crypto"),
            ],
            swiftSettings: strict,
            // BoringSSL is C++, which SwiftPM does not see behind a dependency that hangs on a trait.
            linkerSettings: [
                .linkedLibrary("stdc++", .when(platforms: [.linux])), .linkedLibrary("c++", .when(platforms: [.macOS])),
            ]
        ),
        .systemLibrary(name: "CSDL2", pkgConfig: sdl2, providers: [.apt(["libsdl2-dev"]), .brew(["sdl2"])]),
        .executableTarget(
            name: "martlet-watch",
            dependencies: [
                "HTTPCamera", .target(name: "CSDL2", condition: .when(traits: ["Client"])),
                outside("ArgumentParser", from: "swift-argument-parser"),
                outside("NIOConcurrencyHelpers", from: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "WireTests", dependencies: ["Wire", "CJPEG"], swiftSettings: strict),
        .testTarget(name: "ApplianceTests", dependencies: ["Appliance", "Wire"], swiftSettings: strict),
        .testTarget(name: "MachineTests", dependencies: ["Machine", "CJPEG"], swiftSettings: strict),
        .testTarget(
            name: "HTTPCameraTests",
            dependencies: [
                "HTTPCamera", "Wire", "CJPEG", outside("NIOConcurrencyHelpers", from: "swift-nio"),
                outside("NIOCore", from: "swift-nio"),
                outside("NIOPosix", from: "swift-nio"), outside("NIOSSL", from: "swift-nio-ssl"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "MartletWatchTests",
            dependencies: ["martlet-watch", "HTTPCamera", outside("NIOCore", from: "swift-nio")],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
