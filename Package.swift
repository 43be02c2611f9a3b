// swift-tools-version: 6.2
// GRINDER: a deterministic, safety-first, adaptive grid trading system.
// One target per room; lower floors never import higher ones (docs/ARCHITECTURE.md, section "Rooms").

import PackageDescription

// A program exports nothing. The static runtime's link line has everything exported, which costs each start of a
// worker a third of a millisecond: the runtime asks the dynamic loader for the name of one address.
let exportsNothing: LinkerSetting = .unsafeFlags(["-Xlinker", "--no-export-dynamic"])

// Of libcrypto only SHA-256 is called, which is a few KiB of the archive. Loading the whole library costs each start of a
// worker a millisecond.
let sha256: LinkerSetting = .linkedLibrary(":libcrypto.a")

let package = Package(
    name: "grinder",
    products: [
        .executable(name: "grinder", targets: ["grinder"]),
        .executable(name: "grinder-paper", targets: ["grinder-paper"]),
        .executable(name: "grinder-backtest", targets: ["grinder-backtest"]),
        .executable(name: "grinder-bench", targets: ["grinder-bench"]),
    ],
    targets: [
        // Floor 0: C
        .target(name: "CGrinder", cSettings: [.define("_GNU_SOURCE")], linkerSettings: [.linkedLibrary("uring")]),
        .systemLibrary(name: "COpenSSL", pkgConfig: nil, providers: [.apt(["libssl-dev"])]),
        // Floor 1
        .target(name: "DecimalArithmetic"),
        // Floor 2
        .target(name: "Domain", dependencies: ["DecimalArithmetic", "COpenSSL"], linkerSettings: [sha256]),
        // Floor 3: pure decision stages, rings, scenarios
        .target(name: "Features", dependencies: ["DecimalArithmetic", "Domain"]),
        .target(name: "Policies", dependencies: ["DecimalArithmetic", "Domain"]),
        .target(name: "OrderEngine", dependencies: ["DecimalArithmetic", "Domain"]),
        .target(name: "Risk", dependencies: ["DecimalArithmetic", "Domain"]),
        .target(name: "Rings", dependencies: ["CGrinder"]),
        .target(name: "Journal", dependencies: ["CGrinder", "Domain", "Rings"]),
        .target(name: "Scenarios", dependencies: ["Domain"]),
        .target(name: "Logging", dependencies: ["Domain"]),
        .target(name: "RepositoryGuards", dependencies: ["Domain"]),
        .target(name: "Configuration", dependencies: ["DecimalArithmetic", "Domain"]),
        // Floor 4
        .target(
            name: "Engine",
            dependencies: ["DecimalArithmetic", "Domain", "Features", "Policies", "Risk", "OrderEngine", "Signals"]),
        .target(name: "Signals", dependencies: ["Domain"]),
        // Floor 5
        .target(name: "Observability", dependencies: ["CGrinder", "DecimalArithmetic", "Domain"]),
        // Floor 6
        .target(
            name: "Workers",
            dependencies: [
                "CGrinder", "DecimalArithmetic", "Domain", "Features", "Policies", "Risk", "OrderEngine", "Rings",
                "Journal", "Logging", "Engine",
            ]),
        .target(
            name: "Supervision",
            dependencies: [
                "CGrinder", "DecimalArithmetic", "Domain", "Risk", "Rings", "Journal", "Scenarios", "Observability",
                "Engine", "Logging", "Workers",
            ]),
        .target(name: "Diagnosis", dependencies: ["CGrinder", "Configuration", "Domain", "Rings"]),
        .target(
            name: "Conformance",
            dependencies: [
                "DecimalArithmetic", "Domain", "Features", "Policies", "Risk", "OrderEngine", "Engine", "Signals",
            ]),
        // Floor 7
        .executableTarget(
            name: "grinder",
            dependencies: [
                "CGrinder", "Configuration", "DecimalArithmetic", "Domain", "Engine", "Journal", "Risk", "Rings", "Scenarios",
                "Observability", "Workers", "Supervision", "Conformance", "RepositoryGuards", "Diagnosis", "Logging",
            ], linkerSettings: [exportsNothing]),
        // Other names of `grinder`: both start it
        .target(name: "EntryPoint"),
        .executableTarget(name: "grinder-paper", dependencies: ["EntryPoint"]),
        .executableTarget(name: "grinder-backtest", dependencies: ["EntryPoint"]),
        .target(name: "CRingBaseline", path: "bench/CRingBaseline"),
        .target(name: "CAllocationCounter", path: "bench/CAllocationCounter"),
        .target(name: "CSystemCallCounter", path: "bench/CSystemCallCounter"),
        .executableTarget(
            name: "grinder-bench",
            dependencies: [
                "CGrinder", "DecimalArithmetic", "Domain", "Engine", "OrderEngine", "Risk", "Rings", "Journal", "Workers",
                "Supervision", "Observability", "Scenarios", "CRingBaseline", "CAllocationCounter", "CSystemCallCounter",
            ],
            path: "bench/grinder-bench", linkerSettings: [exportsNothing]),
        // Tests mirror the targets; beside them what they share, the processes as a user starts them, the house rules
        .target(name: "TestSupport", dependencies: ["DecimalArithmetic", "Domain"], path: "Tests/TestSupport"),
        .testTarget(name: "DecimalArithmeticTests", dependencies: ["DecimalArithmetic", "TestSupport"]),
        .testTarget(name: "DomainTests", dependencies: ["DecimalArithmetic", "Domain", "TestSupport"]),
        .testTarget(name: "OrderEngineTests", dependencies: ["DecimalArithmetic", "Domain", "OrderEngine", "TestSupport"]),
        .testTarget(name: "RingsTests", dependencies: ["CGrinder", "Rings"]),
        .testTarget(name: "JournalTests", dependencies: ["CGrinder", "Domain", "Rings", "Journal", "TestSupport"]),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "DecimalArithmetic", "Domain", "OrderEngine", "Policies", "Risk", "Engine", "Scenarios", "TestSupport",
            ]),
        .testTarget(
            name: "WorkersTests",
            dependencies: [
                "CGrinder", "DecimalArithmetic", "Domain", "Engine", "Features", "Journal", "Logging", "OrderEngine", "Risk",
                "Rings", "Workers", "TestSupport",
            ]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "Conformance", "DecimalArithmetic", "Domain", "Engine", "OrderEngine", "Policies", "TestSupport",
            ]),
        .testTarget(
            name: "FeaturesTests", dependencies: ["DecimalArithmetic", "Domain", "Features", "Conformance", "TestSupport"]),
        .testTarget(name: "RiskTests", dependencies: ["DecimalArithmetic", "Domain", "Risk"]),
        .testTarget(name: "ScenariosTests", dependencies: ["Domain", "Scenarios"]),
        .testTarget(name: "SignalsTests", dependencies: ["Domain", "Signals", "TestSupport"]),
        .testTarget(
            name: "PoliciesTests", dependencies: ["DecimalArithmetic", "Domain", "Policies", "Conformance", "TestSupport"]),
        .testTarget(name: "SupervisionTests", dependencies: ["Observability", "Rings", "Supervision", "Workers"]),
        .testTarget(
            name: "ObservabilityTests", dependencies: ["CGrinder", "Domain", "Observability", "Risk", "TestSupport"]),
        .testTarget(name: "LoggingTests", dependencies: ["Domain", "Logging"]),
        .testTarget(name: "DiagnosisTests", dependencies: ["Configuration", "Diagnosis"]),
        .testTarget(name: "RepositoryGuardsTests", dependencies: ["RepositoryGuards"]),
        .testTarget(name: "ConfigurationTests", dependencies: ["Configuration", "DecimalArithmetic", "Domain", "TestSupport"]),
        .testTarget(
            name: "ProcessTests",
            dependencies: ["CGrinder", "Domain", "Engine", "Rings", "Journal", "Logging", "Scenarios", "Supervision", "TestSupport"]),
        .testTarget(name: "HouseTests", dependencies: ["RepositoryGuards", "Scenarios", "TestSupport"]),
        .testTarget(name: "BenchTests", dependencies: ["TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
