// swift-tools-version: 6.0
// GRINDER: a deterministic, safety-first, adaptive grid trading system.
// One target per room; lower floors never import higher ones (docs/ARCHITECTURE.md, section "Rooms").

import PackageDescription

let package = Package(
    name: "grinder",
    targets: [
        // Floor 0: C
        .target(name: "CGrinder", cSettings: [.define("_GNU_SOURCE")]),
        .systemLibrary(name: "COpenSSL", pkgConfig: nil, providers: [.apt(["libssl-dev"])]),
        // Floor 1
        .target(name: "DecimalArithmetic"),
        // Floor 2
        .target(name: "Domain", dependencies: ["DecimalArithmetic", "COpenSSL"]),
        // Floor 3: pure decision stages, rings, scenarios
        .target(name: "Policies", dependencies: ["DecimalArithmetic", "Domain"]),
        .target(name: "OrderEngine", dependencies: ["DecimalArithmetic", "Domain"]),
        .target(name: "Rings", dependencies: ["CGrinder"]),
        .target(name: "Scenarios", dependencies: ["Domain"]),
        // Floor 4
        .target(name: "Engine", dependencies: ["DecimalArithmetic", "Domain", "Policies", "OrderEngine"]),
        // Floor 6
        .target(
            name: "Conformance",
            dependencies: ["DecimalArithmetic", "Domain", "Policies", "OrderEngine", "Engine"]),
        // Floor 7
        .executableTarget(name: "grinder", dependencies: ["Domain", "Engine", "Conformance"]),
        // Tests
        .testTarget(
            name: "PoliciesTests", dependencies: ["DecimalArithmetic", "Domain", "Policies", "Conformance"]),
    ],
    swiftLanguageModes: [.v6]
)
