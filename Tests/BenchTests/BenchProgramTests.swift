// Given the release bench, when its suites run for a moment, then what does not depend on the machine's
// mood holds: no heap calls, the recorded digest, a usage error's exit code. Ratios are not judged here.

import Foundation
import TestSupport
import XCTest

final class BenchProgramTests: XCTestCase {
    private func run(_ arguments: [String]) throws -> CommandRun {
        try CommandRun([ReleaseBuild.program("grinder-bench")] + arguments, in: PackageLayout.root)
    }

    /// The report of a suite, which ended with 0 or, when a ratio missed its limit, with 1.
    private func report(_ arguments: [String]) throws -> [String: Any] {
        let run = try run(arguments)
        XCTAssertTrue([0, 1].contains(run.status), "exit status \(run.status): \(run.outputText)\(run.errorText)")
        let object = try JSONSerialization.jsonObject(with: Data(run.outputText.utf8))
        return try XCTUnwrap(object as? [String: Any], run.outputText)
    }

    func testRingsRunWithoutTheHeap() throws {
        let report = try report(["ring", "--quick", "--json"])
        XCTAssertEqual(report["heap_calls"] as? Int, 0)
        XCTAssertGreaterThan(try XCTUnwrap(report["records"] as? Int), 100_000)
        XCTAssertEqual((report["measures"] as? [Any])?.count, 6)
    }

    func testDecimalsRunWithoutTheHeap() throws {
        let report = try report(["decimal", "--quick", "--json"])
        XCTAssertEqual(report["heap_calls"] as? Int, 0)
        XCTAssertEqual(report["pass"] as? Bool, true)
        XCTAssertGreaterThan(try XCTUnwrap(report["operations"] as? Int), 100_000)
    }

    func testReplayGivesTheDigestOfItsFixture() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/market_day")
        let data = try Data(contentsOf: fixture.appendingPathComponent("config.json"))
        let config = try XCTUnwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let digest = try XCTUnwrap(config["expected_digest"] as? String)
        let report = try report(["replay", "--quick", "--json", "--fixture", fixture.path])
        XCTAssertEqual(report["digest"] as? String, digest)
        XCTAssertEqual(report["events"] as? Int, 20_000)
    }

    func testAJournalReplaysToTheDigestOfItsFixture() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/market_day")
        let data = try Data(contentsOf: fixture.appendingPathComponent("config.json"))
        let config = try XCTUnwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let report = try report(["journal", "--quick", "--json", "--fixture", fixture.path])
        XCTAssertEqual(report["digest"] as? String, try XCTUnwrap(config["expected_digest"] as? String))
        XCTAssertEqual((report["commits"] as? [Any])?.count, 4)
    }

    func testPaperTicksRunWithoutTheHeap() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/market_day")
        let report = try report(["paper", "--quick", "--json", "--fixture", fixture.path])
        XCTAssertEqual(report["heap_calls"] as? Int, 0)
        XCTAssertEqual(report["steady_failures"] as? Int, 0)
        XCTAssertEqual(report["steady_events"] as? Int, 10_000)
        let runs = try XCTUnwrap(report["runs"] as? [[String: Any]])
        XCTAssertEqual(runs.map { $0["options"] as? String }, ["defaults", "all symbols", "adaptive"])
        let data = try Data(contentsOf: fixture.appendingPathComponent("config.json"))
        let config = try XCTUnwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        XCTAssertEqual(runs[0]["digest"] as? String, try XCTUnwrap(config["expected_paper_digest"] as? String))
    }

    func testPaperMemoryDoesNotGrowWithTheEvents() throws {
        let report = try report(["paper", "--memory", "--quick", "--json"])
        XCTAssertEqual(report["pass"] as? Bool, true, "\(report)")
        let runs = try XCTUnwrap(report["runs"] as? [[String: Any]])
        XCTAssertEqual(runs.map { $0["events"] as? Int }, [250_000, 500_000])
        XCTAssertNotEqual(runs[0]["digest"] as? String, runs[1]["digest"] as? String)
    }

    func testHelpAndUsageErrors() throws {
        let help = try run(["--help"])
        XCTAssertEqual(help.status, 0)
        for suite in ["ring", "replay", "paper", "journal", "decimal", "chain", "system-calls", "restart", "kill-switch", "scrape", "all"] {
            XCTAssertTrue(help.outputText.contains("\n  \(suite) "), suite)
            let own = try run([suite, "--help"])
            XCTAssertEqual(own.status, 0)
            XCTAssertTrue(own.outputText.hasPrefix("usage: grinder-bench \(suite) "), own.outputText)
        }
        for wrong in [[], ["nope"], ["ring", "--fixture", "x"], ["decimal", "--runs", "0"], ["replay", "--fixture"]] {
            let run = try run(wrong)
            XCTAssertEqual(run.status, 2, "\(wrong)")
            XCTAssertEqual(run.outputText, "", "\(wrong)")
            XCTAssertTrue(run.errorText.hasPrefix("grinder-bench: "), run.errorText)
        }
    }
}
