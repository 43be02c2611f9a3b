// `grinder verify-determinism` as CI calls it: lines, verdict, exit code.

import Foundation
import TestSupport
import XCTest

final class VerifyDeterminismTests: XCTestCase {
    /// The registered fixtures of the backtest, which is part of the suite.
    private func fixtures() throws -> ScratchDirectory {
        let directory = try ScratchDirectory()
        for name in ["", "_allowed", "_toxic", "_multisymbol", "_controller", "_topk_v1"] {
            let source = PackageLayout.root.appendingPathComponent("Fixtures/sample_day\(name)").path
            try FileManager.default.copyItem(atPath: source, toPath: directory.file("sample_day\(name)"))
        }
        return directory
    }

    func testASuiteThatPasses() throws {
        let directory = try fixtures()
        let ended = try GrinderProcess.run(["verify-determinism", "--fixtures", directory.path, "-v"])
        XCTAssertEqual(ended.code, 0, ended.out)
        XCTAssertEqual(
            Array(ended.outLines.prefix(6)),
            ["Determinism Gate v1", "Discovered 6 fixtures", "", "Checking sample_day...", "  Checking sample_day...", "  PASS"])
        XCTAssertTrue(
            ended.out.contains(
                "\nChecking backtest determinism...\n  Running backtest (run 1)...\n  Running backtest (run 2)...\n  PASS\n"),
            ended.out)
        XCTAssertEqual(
            ended.outLines.suffix(4),
            ["FINAL VERDICT: PASS", "All determinism checks passed.", String(repeating: "=", count: 60), ""])
        let quiet = try GrinderProcess.run(["verify-determinism", "--fixtures", directory.path, "-q", "-v"])
        XCTAssertEqual(quiet.code, 0)
        XCTAssertEqual(quiet.out + quiet.err, "")
    }

    func testASuiteThatFails() throws {
        let directory = try fixtures()
        try directory.write("empty/config.json", "{}")
        let arguments = ["verify-determinism", "--fixtures", directory.path]
        let strict = try GrinderProcess.run(arguments + ["-v"])
        XCTAssertEqual(strict.code, 1)
        XCTAssertTrue(strict.out.contains("\nFailed fixtures: empty\n"), strict.out)
        XCTAssertTrue(strict.out.contains("\n  ! Replay error: no outputs, so that equal digests show nothing\n"), strict.out)
        let lenient = try GrinderProcess.run(arguments + ["--lenient"])
        XCTAssertEqual(lenient.code, 0, lenient.out)
        XCTAssertTrue(lenient.out.contains("\nChecking empty...\n  PASS\n"), lenient.out)

        try directory.write("sample_day/config.json", #"{"expected_digest": "x"}"#)
        for words in [[], ["--lenient"], ["-q"]] {
            XCTAssertEqual(try GrinderProcess.run(arguments + words).code, 1, "\(words)")
        }
        XCTAssertEqual(try GrinderProcess.run(["verify-determinism", "--fixtures", "/nowhere"]).code, 1)
    }
}
