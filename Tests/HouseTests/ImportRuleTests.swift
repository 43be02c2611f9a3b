// Lower floors never import higher ones: the architecture, section 7. Held twice, for what the files
// import and for what Package.swift declares.

import Foundation
import TestSupport
import XCTest

final class ImportRuleTests: XCTestCase {
    private static let floors: [String: Int] = [
        "CGrinder": 0, "COpenSSL": 0, "CCurl": 0, "CHiredis": 0, "CUring": 0, "CZlib": 0,
        "DecimalArithmetic": 1,
        "Domain": 2,
        "Features": 3, "Policies": 3, "Risk": 3, "OrderEngine": 3, "Rings": 3, "Journal": 3, "Scenarios": 3, "Configuration": 3, "RepositoryGuards": 3, "Logging": 3,
        "Engine": 4, "Connectivity": 4, "Signals": 4,
        "Binance": 5, "SimulatedExchange": 5, "Reconciliation": 5, "Orchestration": 5, "HighAvailability": 5,
        "Observability": 5,
        "Workers": 6, "Supervision": 6, "Conformance": 6, "Diagnosis": 6,
        "EntryPoint": 6,
        "grinder": 7, "grinder-paper": 7, "grinder-backtest": 7,
    ]

    /// Imports within one floor, each with its reason.
    private static let neighbours: [String: String] = [
        "Journal -> Rings": "the journaller is the second reader of the rings, which know nothing of files",
        "Supervision -> Workers": "the supervisor writes the run configuration that its workers read",
        "Engine -> Signals": "the paper run looks up recorded ML signals, which are values and know no engine",
    ]

    /// What comes with the system and may be imported anywhere.
    private static let system: Set<String> = ["Glibc", "Musl", "Synchronization"]

    /// The complaint about one import, or nil.
    private static func complaint(_ target: String, imports module: String) -> String? {
        if system.contains(module) { return nil }
        guard let floor = floors[target] else { return "\(target) has no floor: add it to the table with the architecture's floor" }
        guard let other = floors[module] else { return "\(target) imports \(module), which has no floor" }
        if other < floor || neighbours["\(target) -> \(module)"] != nil { return nil }
        return "\(target) (floor \(floor)) imports \(module) (floor \(other)): lower floors never import higher ones, and neighbours need a reason"
    }

    private static func imports(of file: SourceFile) -> [String] {
        file.code.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let position = words.firstIndex(of: "import"), words[..<position].allSatisfy({ $0.hasPrefix("@") || ["public", "internal", "private", "package"].contains($0) })
            else { return nil }
            let kinds: Set = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
            guard let name = words[(position + 1)...].first(where: { !kinds.contains($0) }) else { return nil }
            return String(name.prefix { $0 != "." && $0 != ";" })
        }
    }

    func testFilesImportOnlyWhatLiesBelow() throws {
        let files = try SourceTree.files("Sources")
        XCTAssertGreaterThan(files.count, 100)
        for file in files {
            guard let target = file.target else { continue }
            for module in Self.imports(of: file) {
                if let complaint = Self.complaint(target, imports: module) { XCTFail("\(file.path): \(complaint)") }
            }
        }
    }

    func testTargetsDependOnlyOnWhatLiesBelowAndDeclareWhatTheyImport() throws {
        let targets = try Self.declaredTargets()
        XCTAssertGreaterThan(targets.count, 10)
        for (target, dependencies) in targets {
            for dependency in dependencies {
                if let complaint = Self.complaint(target, imports: dependency) { XCTFail("Package.swift: \(complaint)") }
            }
        }
        for file in try SourceTree.files("Sources") {
            guard let target = file.target else { continue }
            for module in Self.imports(of: file) where !Self.system.contains(module) {
                XCTAssertTrue(
                    targets[target]?.contains(module) ?? false, "\(file.path) imports \(module), which Package.swift does not declare for \(target)")
            }
        }
        let directories = Set(try SourceTree.files("Sources").compactMap(\.target))
        XCTAssertTrue(directories.isSubset(of: targets.keys), "undeclared: \(directories.subtracting(targets.keys))")
    }

    func testTheRuleCanBeBroken() {
        XCTAssertNotNil(Self.complaint("Domain", imports: "Engine"))
        XCTAssertNotNil(Self.complaint("Policies", imports: "Risk"))
        XCTAssertNotNil(Self.complaint("Unknown", imports: "Domain"))
        XCTAssertNotNil(Self.complaint("Domain", imports: "Foundation"))
        XCTAssertNil(Self.complaint("Engine", imports: "Domain"))
        let file = SourceFile(path: "x", text: "// import A\n@testable import B\nimport struct C.D\npublic import E\nlet text = \"import F\"\n")
        XCTAssertEqual(Self.imports(of: file), ["B", "C", "E"])
    }

    /// Targets of `Sources` and what they depend on, as Package.swift says.
    private static func declaredTargets() throws -> [String: Set<String>] {
        let text = try String(contentsOf: PackageLayout.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        var targets: [String: Set<String>] = [:]
        let pattern = #/\.(?:target|executableTarget|systemLibrary)\(\s*name:\s*"([^"]+)"((?:[^()"]|"[^"]*"|\([^()]*\)|\(\[?\.[^\[\]]*\]?\))*)\)/#
        for match in text.matches(of: pattern) {
            let rest = match.output.2
            if rest.contains("path:") { continue }
            let list = rest.firstMatch(of: #/dependencies:\s*\[([^\]]*)\]/#)?.output.1 ?? ""
            targets[String(match.output.1)] = Set(list.matches(of: #/"([^"]+)"/#).map { String($0.output.1) })
        }
        return targets
    }
}
