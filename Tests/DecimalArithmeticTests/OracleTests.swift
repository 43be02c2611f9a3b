// Random and standard vectors computed on the spot by Python's decimal module, the reference of this module.
// DECIMAL_ORACLE_COUNT and DECIMAL_ORACLE_SEED change the amount and the seed of the random run.

import DecimalArithmetic
import Foundation
import XCTest

import struct DecimalArithmetic.Decimal

final class OracleTests: XCTestCase {
    func testRandomVectorsAgainstPython() throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["DECIMAL_ORACLE_COUNT"].flatMap { Int($0) } ?? 1_000_000
        let seed = environment["DECIMAL_ORACLE_SEED"] ?? "20240607"
        let data = try OracleTests.run("decimal_oracle.py", ["--count", String(count), "--seed", seed])
        let checked = check(data, label: "oracle seed \(seed)")
        XCTAssertEqual(checked, count)
    }

    func testGeneralDecimalArithmeticSuite() throws {
        let data = try OracleTests.run("gda_vectors.py", [])
        if data.isEmpty { throw XCTSkip("CPython's test package is not installed: no decTest files") }
        XCTAssertGreaterThan(check(data, label: "decTest"), 1000)
    }

    /// Evaluates every vector; reports the first failures of each run in full. Returns the number of vectors.
    private func check(_ data: Data, label: String) -> Int {
        let started = Date()
        var total = 0
        var failures = 0
        VectorFiles.forEachLine(in: data) { line in
            total += 1
            let actual = DecimalVector(line).evaluate()
            let expected = DecimalVector.recordedOutcome(line)
            if actual == expected { return }
            failures += 1
            if failures <= 20 { XCTFail("\(label) #\(line.id) \(line.input): \(actual), reference \(expected)") }
        }
        let seconds = String(format: "%.1f", Date().timeIntervalSince(started))
        print("\(label): \(total - failures) passed, \(failures) failed in \(seconds) s")
        XCTAssertEqual(failures, 0, label)
        return total
    }

    /// Standard output of one of the oracle scripts; skips the test when python3 is missing.
    private static func run(_ script: String, _ arguments: [String]) throws -> Data {
        let path = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Oracles/\(script)").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", path] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus == 127 { throw XCTSkip("python3 is not installed") }
        XCTAssertEqual(process.terminationStatus, 0, "\(script) failed")
        return data
    }
}
