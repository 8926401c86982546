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

let package = Package(
    name: "martlet",
    products: [
        .executable(name: "martlet", targets: ["martlet"])
    ],
    traits: [
        .trait(name: "Firmware", description: "Embedded Swift: the one small binary that ships"),
        .trait(name: "Client", description: "Ordinary Swift: the tests, and later the desktop library and tool"),
        .default(enabledTraits: ["Client"]),
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
            resources: [.embedInCode("page.html")],
            swiftSettings: firmware
        ),
        .testTarget(name: "WireTests", dependencies: ["Wire", "CJPEG"], swiftSettings: strict),
        .testTarget(name: "ApplianceTests", dependencies: ["Appliance", "Wire"], swiftSettings: strict),
        .testTarget(name: "MachineTests", dependencies: ["Machine", "CJPEG"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
