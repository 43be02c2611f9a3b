// The soak commands as CI calls them: what they print and how they end.

import Domain
import Foundation
import TestSupport
import XCTest

final class SoakTests: XCTestCase {
    private let fixtures = PackageLayout.root.appendingPathComponent("Fixtures").path
    private let thresholds = PackageLayout.root.appendingPathComponent("monitoring/soak_thresholds.yml").path

    private func assertEnds(
        _ arguments: [String], _ code: Int32, out: String? = nil, err: String..., line: UInt = #line
    ) throws {
        let ended = try GrinderProcess.run(arguments)
        XCTAssertEqual(ended.code, code, "\(arguments): \(ended.err)", line: line)
        if let out { XCTAssertEqual(ended.out, out, "\(arguments)", line: line) }
        if err.isEmpty { XCTAssertEqual(ended.err, "", "\(arguments)", line: line) }
        for text in err { XCTAssertTrue(ended.err.contains(text), "\(arguments): \(ended.err)", line: line) }
    }

    func testTheMergeGate() throws {
        let directory = try ScratchDirectory()
        let file = directory.file("artifacts/soak.json")
        let ended = try GrinderProcess.run(
            ["soak", "--directory", fixtures, "--runs", "3", "--mode", "baseline", "--output", file])
        XCTAssertEqual(ended.code, 0, ended.err)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        XCTAssertEqual(ended.out, text + "Report written to: \(file)\n")
        let report = try JSONParser.parse(text: text)
        XCTAssertEqual(report.prettyText(sortingKeys: true) + "\n", text)
        XCTAssertEqual(report["fill_rate"]?.doubleValue, 0.7222)
        XCTAssertGreaterThan(report["rss_mb_max"]?.doubleValue ?? 0, 0)
        XCTAssertGreaterThan(report["decision_latency_p99_ms"]?.doubleValue ?? 0, 0)
        try assertEnds(["soak", "--directory", fixtures, "--runs=1", "-q", "--output", file], 0, out: "")

        let gate = try GrinderProcess.run(["soak-gate", "--report", file, "--thresholds", thresholds])
        XCTAssertEqual(gate.code, 0, gate.err)
        XCTAssertEqual(gate.outLines.suffix(3), ["", "All deterministic gates passed.", ""])
    }

    func testFixturesAreNamedInAList() throws {
        let run = try GrinderProcess.run(
            ["soak", "--directory", fixtures, "--fixtures", "sample_day", "sample_day_toxic", "--runs", "1"])
        XCTAssertEqual(run.code, 0, run.err)
        let paths = try JSONParser.parse(text: run.out)["results"]?.arrayValue?.map { $0["fixture_path"]?.stringValue }
        XCTAssertEqual(paths, ["\(fixtures)/sample_day", "\(fixtures)/sample_day_toxic"])
        try assertEnds(["soak", "--fixtures"], 2, out: "", err: "option '--fixtures' needs values (NAME…).")
        try assertEnds(["soak", "--fixtures", "--runs", "1"], 2, out: "", err: "option '--fixtures' needs values")
        try assertEnds(["soak", "--fixtures", "a", "--fixtures=b"], 2, out: "", err: "is given twice")
    }

    func testASoakThatShowsLess() throws {
        let missing = ["soak", "--directory", fixtures, "--fixtures=nowhere", "-q"]
        try assertEnds(missing, 1, out: "", err: "WARNING: 1 error(s) occurred\n", "Fixture not found: \(fixtures)/nowhere")
        try assertEnds(missing + ["--lenient"], 0, out: "", err: "WARNING: 1 error(s) occurred\n")
        let none = ["soak", "--directory", "/nowhere", "-q"]
        try assertEnds(none, 1, out: "", err: "no fixture to run")
        try assertEnds(none + ["--lenient"], 0, out: "")
        let idle = ["soak", "--directory", fixtures, "--runs=0", "-q"]
        try assertEnds(idle, 1, out: "", err: "nothing was run")
        try assertEnds(idle + ["--lenient"], 0, out: "")
        try assertEnds(["soak", "--runs=-1"], 2, out: "", err: "option '--runs' needs a whole number")
        try assertEnds(["soak", "--mode=overload"], 2, out: "", err: "option '--mode' is one of baseline, stress")
        try assertEnds(
            ["soak", "--directory", fixtures, "--runs=1", "-q", "--output", "/dev/null/x"], 3, out: "", err: "cannot be written")
    }

    /// Two versions of a fixture, exchanged while it is run again and again.
    func testUnstableDigestsAreNeverAccepted() throws {
        let directory = try ScratchDirectory()
        let one = SnapshotLine(1000).json
        try directory.write("soaked/events.jsonl", one)
        let soak = try GrinderProcess([
            "soak", "--directory", directory.path, "--fixtures", "soaked", "--runs", "20000", "-q", "--lenient",
        ])
        var versions = 0
        while soak.isRunning {
            versions += 1
            let text = versions % 2 == 0 ? one : one + "\n" + SnapshotLine(2000).json
            try directory.write("next", text)
            XCTAssertEqual(rename(directory.file("next"), directory.file("soaked/events.jsonl")), 0)
        }
        let ended = try soak.end()
        XCTAssertEqual(ended.code, 1)
        XCTAssertEqual(ended.err, "ERROR: Digest instability detected!\n")
    }

    func testGateFailures() throws {
        let directory = try ScratchDirectory()
        let report = try directory.write(
            "report.json", #"{"all_digests_stable": true, "errors_total": 1, "fill_rate": 0.3999, "events_dropped": 0}"#)
        let gate = ["soak-gate", "--report", report, "--thresholds", thresholds]
        let ended = try GrinderProcess.run(gate)
        XCTAssertEqual(ended.code, 1)
        XCTAssertEqual(ended.outLines.suffix(3), ["", "FAILED: 2 gate(s) failed", ""])
        XCTAssertEqual(ended.err, "errors_total: 1 > 0 (threshold)\nfill_rate: 0.3999 < 0.4 (min threshold)\n")
        XCTAssertEqual(try GrinderProcess.run(gate + ["--lenient"]).code, 1)
        XCTAssertEqual(try GrinderProcess.run(gate + ["--mode", "overload"]).code, 0)
        try assertEnds(gate + ["--mode", "stress"], 2, out: "", err: "is one of baseline, overload")
        try assertEnds(["soak-gate", "--report", report], 2, out: "", err: "option '--thresholds' is missing")
    }

    func testFilesThatTheGateCannotUse() throws {
        let directory = try ScratchDirectory()
        let good = try directory.write("good.json", #"{"all_digests_stable": true, "fill_rate": 0.5}"#)
        let nowhere = directory.file("nowhere")
        try assertEnds(
            ["soak-gate", "--report", nowhere, "--thresholds", nowhere], 1, out: "ERROR: Report not found: \(nowhere)\n")
        try assertEnds(
            ["soak-gate", "--report", good, "--thresholds", nowhere], 1, out: "ERROR: Thresholds not found: \(nowhere)\n")
        let bad = try directory.write("bad.yml", "baseline:\n  fill: 1\n")
        try assertEnds(
            ["soak-gate", "--report", good, "--thresholds", bad], 2, out: "", err: "\(bad):2: key 'fill': is no metric")
        let broken = try directory.write("broken.json", "{")
        try assertEnds(
            ["soak-gate", "--report", broken, "--thresholds", thresholds], 1, out: "", err: "\(broken):1: invalid JSON")
        let overloadOnly = try directory.write("overload.yml", "overload:\n  errors_total: 0\n")
        let unlimited = ["soak-gate", "--report", good, "--thresholds", overloadOnly]
        let ended = try GrinderProcess.run(unlimited)
        XCTAssertEqual(ended.code, 1)
        XCTAssertTrue(ended.err.contains("has no mode 'baseline'"), ended.err)
        XCTAssertEqual(try GrinderProcess.run(unlimited + ["--lenient"]).code, 0)
    }

    private func synthetic(_ symbols: String, _ cadenceMs: Int, _ mode: String, to file: String) throws {
        try assertEnds(
            ["soak-synthetic", "--symbols", symbols, "--duration-s", "300", "--cadence-ms=\(cadenceMs)", "--mode", mode,
             "--output", file, "--slow-consumer-lag-ms", "200"], 0, out: "")
    }

    func testTheNightlyGate() throws {
        let directory = try ScratchDirectory()
        let (baseline, overload) = (directory.file("new/baseline.json"), directory.file("new/overload.json"))
        try synthetic(" A, B,, C ,D,E, ", 1000, "baseline", to: baseline)
        XCTAssertEqual(
            try String(contentsOfFile: baseline, encoding: .utf8),
            """
            {
              "cadence_ms": 1000,
              "decision_latency_p99_ms": 17.5,
              "duration_s": 300,
              "errors_total": 0,
              "event_queue_depth_max": 25,
              "events_dropped": 0,
              "fill_rate": 0.6,
              "mode": "baseline",
              "order_latency_p99_ms": 75.0,
              "rss_mb_max": 225,
              "snapshot_queue_depth_max": 10,
              "symbols_count": 5
            }

            """)
        try synthetic((1...20).map { "S\($0)" }.joined(separator: ","), 500, "overload", to: overload)
        let limits = ["--thresholds", thresholds]
        try assertEnds(
            ["soak-thresholds", "--baseline", baseline, "--overload", overload] + limits, 0,
            out: "Checking baseline thresholds...\n  PASS\nChecking overload thresholds...\n  PASS\n\nAll thresholds passed.\n")
        let report = try directory.write("report.json", #"{"fill_rate": 0.2, "errors_total": 1, "rss_mb_max": 600}"#)
        try assertEnds(
            ["soak-thresholds", "--baseline", report, "--overload", report] + limits, 1,
            out: """
                Checking baseline thresholds...
                  FAIL: 3 violation(s)
                Checking overload thresholds...
                  PASS

                Threshold violations:
                  - baseline.errors_total: 1 > 0
                  - baseline.rss_mb_max: 600 > 512
                  - baseline.fill_rate: 0.2 < min(0.4)

                """)
    }

    func testANightlyGateThatComparesNothing() throws {
        let directory = try ScratchDirectory()
        let empty = try directory.write("empty.json", "{}")
        let arguments = ["soak-thresholds", "--baseline", empty, "--overload", empty, "--thresholds", thresholds]
        let ended = try GrinderProcess.run(arguments)
        XCTAssertEqual(ended.code, 1)
        XCTAssertFalse(ended.out.contains("PASS") || ended.out.contains("passed"), ended.out)
        XCTAssertTrue(ended.err.contains("no limit was compared for baseline"), ended.err)
        XCTAssertTrue(ended.err.contains("no limit was compared for overload"), ended.err)
        let lenient = try GrinderProcess.run(arguments + ["--lenient"])
        XCTAssertEqual(lenient.code, 0)
        XCTAssertEqual(lenient.outLines.suffix(3), ["", "All thresholds passed.", ""])
        let nowhere = directory.file("nowhere")
        try assertEnds(
            ["soak-thresholds", "--baseline", empty, "--overload", nowhere, "--thresholds", thresholds], 1, out: "",
            err: "\(nowhere): cannot be read")
        try assertEnds(
            ["soak-thresholds", "--baseline", empty, "--overload", empty, "--thresholds", nowhere], 1, out: "",
            err: "\(nowhere): cannot be read")
    }

    func testSyntheticUsage() throws {
        let all = ["--symbols=A", "--duration-s=1", "--cadence-ms=1", "--mode=baseline", "--output=x"]
        for missing in all.indices {
            let name = all[missing].prefix { $0 != "=" }
            try assertEnds(
                ["soak-synthetic"] + all[..<missing] + all[(missing + 1)...], 2, out: "", err: "option '\(name)' is missing")
        }
        try assertEnds(
            ["soak-synthetic", "--cadence-ms=1.5", all[0], all[1], all[3], all[4]], 2, out: "",
            err: "option '--cadence-ms' needs a whole number, not '1.5'.")
    }
}
