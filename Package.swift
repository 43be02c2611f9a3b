// swift-tools-version: 6.0
// GRINDER: a deterministic, safety-first, adaptive grid trading system.
// One target per room; lower floors never import higher ones (docs/ARCHITECTURE.md, section "Rooms").

import PackageDescription

let package = Package(
    name: "grinder",
    products: [
        .executable(name: "grinder", targets: ["grinder"]),
        .executable(name: "grinder-bench", targets: ["grinder-bench"]),
    ],
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
            name: "Workers",
            dependencies: ["CGrinder", "DecimalArithmetic", "Domain", "OrderEngine", "Rings", "Engine"]),
        .target(name: "Supervision", dependencies: ["CGrinder", "Domain", "Rings", "Engine", "Workers"]),
        .target(
            name: "Conformance",
            dependencies: ["DecimalArithmetic", "Domain", "Policies", "OrderEngine", "Engine"]),
        // Floor 7
        .executableTarget(
            name: "grinder",
            dependencies: ["Domain", "Engine", "Scenarios", "Workers", "Supervision", "Conformance"]),
        .target(name: "CRingBaseline", path: "bench/CRingBaseline"),
        .target(name: "CAllocationCounter", path: "bench/CAllocationCounter"),
        .executableTarget(
            name: "grinder-bench",
            dependencies: [
                "CGrinder", "DecimalArithmetic", "Domain", "Engine", "Rings", "CRingBaseline", "CAllocationCounter",
            ],
            path: "bench/grinder-bench"),
        // Tests mirror the targets; beside them what they share
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "DecimalArithmeticTests", dependencies: ["DecimalArithmetic", "TestSupport"]),
        .testTarget(name: "DomainTests", dependencies: ["Domain"]),
        .testTarget(name: "OrderEngineTests", dependencies: ["DecimalArithmetic", "Domain", "OrderEngine"]),
        .testTarget(name: "RingsTests", dependencies: ["CGrinder", "Rings"]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "Conformance", "DecimalArithmetic", "Domain", "Engine", "OrderEngine", "Policies", "TestSupport",
            ]),
        .testTarget(name: "BenchTests", dependencies: ["TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
