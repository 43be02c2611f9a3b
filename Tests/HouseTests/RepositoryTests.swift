// What lies in the repository: nothing beside what the architecture names, nothing built, and
// generated files as the program generates them.

import Foundation
import Scenarios
import TestSupport
import XCTest

final class RepositoryTests: XCTestCase {
    private func read(_ path: String) throws -> String {
        try String(contentsOf: PackageLayout.root.appendingPathComponent(path), encoding: .utf8)
    }

    func testTheTopLevelIsExactlyAsAllowed() throws {
        guard let tracked = try SourceTree.tracked() else { throw XCTSkip("this is no git checkout") }
        let allowed: Set = [
            "Package.swift", "Sources", "Tests", "Fixtures", "bench", "monitoring", "deploy", "docs", "README.md", "LICENSE",
        ]
        let top = Set(tracked.compactMap { $0.split(separator: "/").first.map(String.init) })
        XCTAssertEqual(top.filter { !allowed.contains($0) && !$0.hasPrefix(".") }, [])
        XCTAssertTrue(top.isSuperset(of: ["Package.swift", "Sources", "Tests", "LICENSE"]))
    }

    func testNothingBuiltIsTracked() throws {
        guard let tracked = try SourceTree.tracked() else { throw XCTSkip("this is no git checkout") }
        for path in tracked {
            let parts = path.split(separator: "/")
            XCTAssertFalse(parts.contains(".build") || parts.contains("Package.resolved") || parts.contains("__pycache__"), path)
            XCTAssertFalse([".o", ".so", ".a", ".swiftmodule", ".pyc", ".swp"].contains { path.hasSuffix($0) }, path)
        }
    }

    func testTheCommandReferenceIsWhatTheProgramPrints() throws {
        let ended = try GrinderProcess.run(["reference"])
        XCTAssertEqual(ended.code, 0, ended.err)
        XCTAssertEqual(try read("docs/CLI.md"), ended.out, "run: grinder reference > docs/CLI.md")
    }

    func testEveryCommittedFixtureIsGenerated() throws {
        let root = PackageLayout.root.appendingPathComponent("Fixtures")
        let walker = try XCTUnwrap(FileManager.default.enumerator(atPath: root.path), "run: grinder fixtures generate")
        var found: Set<String> = []
        for case let path as String in walker {
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path, isDirectory: &isDirectory)
            if !isDirectory.boolValue { found.insert(path) }
        }
        var expected: Set<String> = []
        for scenario in ScenarioCatalogue.all {
            for file in files(of: scenario) {
                let path = "\(scenario.name)/\(file.path)"
                expected.insert(path)
                let committed = FileManager.default.contents(atPath: root.appendingPathComponent(path).path)
                XCTAssertTrue(committed.map { Array($0) == file.bytes } ?? false, "Fixtures/\(path) is not what its table says: run grinder fixtures generate")
            }
        }
        XCTAssertEqual(found, expected, "files that no table makes, or missing ones")
    }

    func testThePackageHasNoForeignParts() throws {
        XCTAssertFalse(try read("Package.swift").contains(".package("), "no package dependencies")
        XCTAssertTrue(try read("Package.swift").contains("swiftLanguageModes: [.v6]"))
    }
}
