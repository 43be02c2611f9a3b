// Given a soak report, when the gate judges it, then each limit holds up to and including its value, and
// everything beyond has its text. Backtest specification, section 5.4.

import Domain
import Engine
import XCTest

final class SoakGateTests: XCTestCase {
    private func gate(
        _ report: JSONValue, _ mode: SoakMode = .baseline, _ thresholds: SoakThresholds? = nil
    ) throws -> SoakGate {
        try SoakGate(SoakFiles.report(report), thresholds ?? SoakFiles.thresholds(), mode: mode)
    }

    private func failures(_ changes: JSONObject, _ mode: SoakMode = .baseline) throws -> [String] {
        try gate(SoakFiles.passing(changes), mode).failures
    }

    func testAReportWithinItsLimits() throws {
        let gate = try gate(SoakFiles.passing())
        XCTAssertTrue(gate.hasPassed)
        XCTAssertEqual(gate.verdict, "All deterministic gates passed.")
        XCTAssertEqual(
            gate.lines,
            [
                "Soak Gate Check (mode=baseline)", String(repeating: "=", count: 40), "PASS: All digests stable",
                "PASS: errors_total = 0 (threshold: 0)", "PASS: fill_rate = 0.7222 (range: [0.4, 1.0])",
                "PASS: events_dropped = 0 (threshold: 0)", String(repeating: "-", count: 40),
                "Informational metrics:", "  latency_p99 = 3.59ms", "  rss_mb_max = 65MB",
                String(repeating: "-", count: 40),
            ])
    }

    func testAReportBeyondItsLimits() throws {
        let gate = try gate(
            SoakFiles.passing(["all_digests_stable": false, "errors_total": 11, "fill_rate": 0.19, "events_dropped": 101]),
            .overload)
        XCTAssertEqual(gate.verdict, "FAILED: 4 gate(s) failed")
        XCTAssertEqual(
            Array(gate.lines[2...5]),
            [
                "FAIL: Digest instability detected", "FAIL: errors_total = 11 (threshold: 10)",
                "FAIL: fill_rate = 0.1900 (range: [0.2, 1.0])", "FAIL: events_dropped = 101 (threshold: 100)",
            ])
    }

    func testFillRateAtAndAroundItsBounds() throws {
        for (mode, least) in [(SoakMode.baseline, 0.4), (.overload, 0.2)] {
            for rate in [least, least + 0.0001, 0.9999, 1.0] {
                XCTAssertEqual(try failures(["fill_rate": .double(rate)], mode), [], "\(mode) \(rate)")
            }
            let below = (least * 10_000 - 1) / 10_000
            XCTAssertEqual(
                try failures(["fill_rate": .double(below)], mode), ["fill_rate: \(below) < \(least) (min threshold)"])
            XCTAssertEqual(
                try failures(["fill_rate": 1.0001], mode), ["fill_rate: 1.0001 > 1.0 (max threshold)"])
        }
        XCTAssertEqual(try failures(["fill_rate": 1]), [], "an integer is a number, too")
    }

    func testErrorsAtAndAboveTheirLimit() throws {
        XCTAssertEqual(try failures(["errors_total": 0]), [])
        XCTAssertEqual(try failures(["errors_total": 1]), ["errors_total: 1 > 0 (threshold)"])
        XCTAssertEqual(try failures(["errors_total": 10], .overload), [])
        XCTAssertEqual(try failures(["errors_total": 11], .overload), ["errors_total: 11 > 10 (threshold)"])
    }

    func testDroppedEventsAtAndAboveTheirLimit() throws {
        XCTAssertEqual(try failures(["events_dropped": 0]), [])
        XCTAssertEqual(try failures(["events_dropped": 1]), ["events_dropped: 1 > 0 (threshold)"])
        XCTAssertEqual(try failures(["events_dropped": 100], .overload), [])
        XCTAssertEqual(try failures(["events_dropped": 101], .overload), ["events_dropped: 101 > 100 (threshold)"])
    }

    func testLatencyAndMemoryAreNotJudged() throws {
        XCTAssertEqual(try failures(["decision_latency_p99_ms": 1e6, "rss_mb_max": 1e6]), [])
    }

    func testTheRecordedTable() throws {
        XCTAssertEqual(
            try gate([:]).failures, ["Digest instability detected!", "fill_rate: 0.0000 < 0.4 (min threshold)"])
        XCTAssertEqual(
            try gate(["all_digests_stable": true, "fill_rate": 1.0001, "events_dropped": 1]).failures,
            ["fill_rate: 1.0001 > 1.0 (max threshold)", "events_dropped: 1 > 0 (threshold)"])
        let stable: JSONValue = ["all_digests_stable": true, "fill_rate": 0.0]
        XCTAssertEqual(try gate(stable, .baseline, SoakThresholds()).failures, [])
        let full: JSONValue = ["all_digests_stable": true, "fill_rate": 5.0, "events_dropped": 9]
        XCTAssertEqual(
            try gate(full, .baseline, SoakThresholds()).failures, ["fill_rate: 5.0000 > 1.0 (max threshold)"])
    }

    func testDetailsNameTheFixtures() throws {
        let unstable: JSONValue = ["fixture_path": "Fixtures/a", "digest_stable": false, "errors": []]
        let failing: JSONValue = ["fixture_path": "Fixtures/b", "digest_stable": true, "errors": ["one", "two"]]
        let gate = try gate([
            "all_digests_stable": false, "errors_total": 10, "fill_rate": 0.1, "events_dropped": 50,
            "results": [unstable, failing],
        ])
        XCTAssertEqual(
            gate.failures,
            [
                "Digest instability detected!", "  - Fixtures/a: UNSTABLE", "errors_total: 10 > 0 (threshold)",
                "  - Fixtures/b: [one, two]", "fill_rate: 0.1000 < 0.4 (min threshold)",
                "events_dropped: 50 > 0 (threshold)",
            ])
        XCTAssertEqual(gate.verdict, "FAILED: 6 gate(s) failed")
    }

    func testAScalarFillRateIsItsMaximum() throws {
        let thresholds = try SoakThresholds(parsing: "baseline:\n  fill_rate: 0.5\n", file: "t")
        let gate = try gate(SoakFiles.passing(["fill_rate": 0.5]), .baseline, thresholds)
        XCTAssertEqual(gate.failures, [])
        XCTAssertTrue(gate.lines.contains("PASS: fill_rate = 0.5000 (range: [0.0, 0.5])"), "\(gate.lines)")
        XCTAssertFalse(try self.gate(SoakFiles.passing(["fill_rate": 0.5001]), .baseline, thresholds).hasPassed)
    }

    func testHalfARangeKeepsTheOtherDefault() throws {
        let thresholds = try SoakThresholds(parsing: "baseline:\n  fill_rate:\n    min: 0.5\n", file: "t")
        let lines = try gate(SoakFiles.passing(), .baseline, thresholds).lines
        XCTAssertTrue(lines.contains("PASS: fill_rate = 0.7222 (range: [0.5, 1.0])"), "\(lines)")
        XCTAssertFalse(lines.contains { $0.contains("events_dropped") }, "no limit, no gate")
    }

    func testWhatCannotBeReadIsNotWithinItsLimit() throws {
        let wrong: [(String, JSONValue)] = [
            ("errors_total", "0"), ("fill_rate", .double(.nan)), ("events_dropped", .null),
            ("all_digests_stable", 1), ("results", 1), ("results", [["digest_stable": true]]),
            ("results", [["fixture_path": "a", "digest_stable": "yes"]]),
            ("results", [["fixture_path": "a", "errors": [1]]]), ("rss_mb_max", true),
        ]
        for (name, value) in wrong {
            XCTAssertThrowsError(try gate(SoakFiles.passing(JSONObject([(name, value)]))), name) { error in
                XCTAssertTrue("\(error)".hasPrefix("report.json: "), "\(error)")
            }
        }
        XCTAssertThrowsError(try SoakFiles.report([1]))
    }
}
