// Given operations that Python's decimal module, the reference of this arithmetic, computes on the spot,
// when the component `decimal` evaluates them, then every one agrees.
//
// DECIMAL_ORACLE_COUNT (default 1000000) and DECIMAL_ORACLE_SEED (default 20240607) choose another amount
// and another seed of the random operations; the same seed gives the same operations.

import Conformance
import Foundation
import TestSupport
import XCTest

final class DecimalOracleTests: XCTestCase {
    func testRandomOperationsAgainstPython() throws {
        let environment = ProcessInfo.processInfo.environment
        let count = try XCTUnwrap(
            Int(environment["DECIMAL_ORACLE_COUNT"] ?? "1000000"), "DECIMAL_ORACLE_COUNT is not an integer")
        let seed = environment["DECIMAL_ORACLE_SEED"] ?? "20240607"
        let vectors = try ScratchDirectory()
        _ = try compute(vectors, by: "decimal_oracle.py", ["--count", String(count), "--seed", seed])
        XCTAssertEqual(try countPassed(vectors), count, "vectors of seed \(seed)")
    }

    /// The decTest cases that hold under this project's context: add 984, subtract 434, multiply 317, divide 470,
    /// compare 606, quantize 702, plus 90, minus 88 and base 705 in CPython 3.11.
    func testGeneralDecimalArithmeticSuite() throws {
        let vectors = try ScratchDirectory()
        let messages = try compute(vectors, by: "gda_vectors.py", [])
        if try Data(contentsOf: file(vectors)).isEmpty {
            throw XCTSkip("the decTest files are missing: install CPython's test package. \(messages)")
        }
        XCTAssertGreaterThanOrEqual(try countPassed(vectors), 4000, messages)
    }

    private func file(_ folder: ScratchDirectory) -> URL { URL(fileURLWithPath: folder.file("decimal.jsonl")) }

    /// Lets a script of Tests/Oracles write the vectors; what it had to say. Skips when python3 is missing.
    private func compute(_ folder: ScratchDirectory, by script: String, _ arguments: [String]) throws -> String {
        let path = PackageLayout.root.appendingPathComponent("Tests/Oracles/" + script).path
        let run = try CommandRun(["python3", path] + arguments, outputTo: file(folder))
        if run.isCommandMissing { throw XCTSkip("python3 is not installed: the oracle of this test cannot run") }
        XCTAssertEqual(run.status, 0, "\(script): \(run.errorText)")
        return run.errorText
    }

    /// The number of vectors that agree; the first that do not are shown, and every one fails the test.
    private func countPassed(_ folder: ScratchDirectory) throws -> Int {
        var failures: [String] = []
        let report = try VectorRunner.run(directories: [folder.path], only: ["decimal"]) { line in
            if line.hasPrefix("failed: "), failures.count < 20 { failures.append(line) }
        }
        XCTAssertEqual(failures, [])
        XCTAssertEqual(report.failed, 0)
        XCTAssertEqual(report.notImplemented, 0)
        return report.passed
    }
}
