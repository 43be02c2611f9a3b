// Given fixtures and a clock of the test's own, when they are run, then the report has the recorded values,
// and everything that makes it worth less is named. Backtest specification, section 5.3.

import Domain
import Engine
import Foundation
import XCTest

final class SoakReportTests: XCTestCase {
    /// A clock of which every reading is later than the last, the n-th run taking n milliseconds.
    private final class Clock {
        private var readings = 0
        private var now: UInt64 = 0
        func read() -> UInt64 {
            readings += 1
            now += UInt64(readings) * 500_000
            return now
        }
    }

    private func soak(_ fixtures: [SoakFixture], runs: Int, clock: Clock = Clock()) -> SoakReport {
        SoakReport(
            fixtures.map { FixtureSoak($0, runs: runs, nowNs: clock.read) }, mode: "baseline", runs: runs,
            peakResidentMiB: 64.5)
    }

    private func copy(_ name: String, _ changes: JSONObject = [:], events: String? = nil) throws -> SoakFixture {
        let directory = try FixtureFolder.copy(name, for: self, changing: changes) + "/" + name
        if let events { try FixtureFolder.write(events, to: directory + "/events.jsonl") }
        return SoakFixture(directory: directory)
    }

    private func results(_ report: SoakReport) -> [JSONValue] { report.document["results"]?.arrayValue ?? [] }

    func testTheDefaultSoak() throws {
        let fixtures = SoakFixture.defaults(in: FixtureFolder.path)
        XCTAssertEqual(fixtures.map(\.directory), SoakFixture.defaultNames.map { FixtureFolder.path + "/" + $0 })
        let report = soak(fixtures, runs: 3)
        XCTAssertEqual(results(report).map { $0["fill_rate"]?.doubleValue }, [1.0, 0.5, 0.5, 0.33, 1.0, 1.0])
        XCTAssertEqual(report.document["fill_rate"]?.doubleValue, 0.7222)
        XCTAssertEqual(report.document["errors_total"]?.integerValue, 0)
        XCTAssertEqual(report.document["fixtures_tested"]?.integerValue, 6)
        XCTAssertEqual(report.document["total_runs"]?.integerValue, 18)
        XCTAssertTrue(report.digestsAreStable)
        XCTAssertNil(report.shortfall)
        XCTAssertTrue(try SoakGate(SoakFiles.report(report.document), SoakFiles.thresholds(), mode: .baseline).hasPassed)
    }

    func testTheSchema() throws {
        let report = soak([SoakFixture(directory: FixtureFolder.path + "/sample_day_allowed/")], runs: 4)
        let path = FixtureFolder.path + "/sample_day_allowed"
        // Runs of 1, 2, 3 and 4 ms: the median lies between two of them, the quantile is the largest.
        let result: JSONValue = [
            "fixture_path": .text(path), "runs": 4, "latency_p50_ms": 2.5, "latency_p99_ms": 4.0, "fill_rate": 0.5,
            "errors_total": 0, "digest_stable": true, "errors": [],
        ]
        var expected: JSONObject = [
            "schema_version": "v1", "mode": "baseline", "fixtures_tested": 1, "total_runs": 4,
            "decision_latency_p50_ms": 2.5, "decision_latency_p99_ms": 4.0, "order_latency_p99_ms": 4.0,
            "event_queue_depth_max": 0, "snapshot_queue_depth_max": 0, "rss_mb_max": 64.0, "fill_rate": 0.5,
            "errors_total": 0, "events_dropped": 0, "all_digests_stable": true, "results": [result],
        ]
        let digest = SHA256.hash(Array(JSONValue.object(expected).canonicalText.utf8)).short
        expected.set("report_digest", .text(digest))
        XCTAssertEqual(report.document.canonicalText, JSONValue.object(expected).canonicalText)
    }

    func testTheQuantileOfManyRuns() throws {
        let fixture = try copy("sample_day", events: #"{"type": "OTHER", "ts": 1}"#)
        let report = soak([fixture], runs: 200)
        XCTAssertEqual(report.document["decision_latency_p99_ms"]?.doubleValue, 199, "the 199th of 200 runs")
        XCTAssertEqual(report.document["decision_latency_p50_ms"]?.doubleValue, 100.5)
    }

    func testAMissingFixtureIsAnError() {
        let report = soak([SoakFixture(directory: "/nowhere"), SoakFixture(directory: FixtureFolder.path + "/sample_day_allowed")], runs: 2)
        XCTAssertEqual(results(report)[0]["errors"]?.arrayValue?.map(\.stringValue), ["Fixture not found: /nowhere"])
        XCTAssertEqual(results(report)[0]["fill_rate"]?.doubleValue, 1)
        XCTAssertEqual(report.document["total_runs"]?.integerValue, 4)
        XCTAssertEqual(report.document["fill_rate"]?.doubleValue, 0.5, "of the fixtures that ran")
        XCTAssertEqual(report.errorsTotal, 1)
        XCTAssertTrue(report.digestsAreStable)
        XCTAssertEqual(report.shortfall, "1 error(s); the first: /nowhere: Fixture not found: /nowhere")
    }

    func testEveryRunsErrorsCount() throws {
        let empty = soak([try copy("sample_day", events: "")], runs: 2)
        XCTAssertEqual(
            results(empty)[0]["errors"]?.arrayValue?.map(\.stringValue),
            ["No events found in fixture", "No events found in fixture"])
        let refused = soak([try copy("sample_day", events: "{bad\n")], runs: 2)
        XCTAssertEqual(refused.errorsTotal, 2)
        XCTAssertEqual(refused.document["fill_rate"]?.doubleValue, 0, "no run came to its end")
        for error in results(refused)[0]["errors"]?.arrayValue ?? [] {
            XCTAssertTrue(error.stringValue?.hasPrefix("Run failed: ") ?? false, "\(error)")
        }
    }

    func testOutputsThatAreMissingAreNamed() throws {
        let fixture = try copy("sample_day", events: #"{"type": "BOOK_TICKER", "ts": 1, "symbol": "X"}"#)
        XCTAssertEqual(
            soak([fixture], runs: 2).shortfall, "\(fixture.directory): no outputs, so that equal digests show nothing")
    }

    func testNothingRunIsNoSuccess() throws {
        XCTAssertEqual(soak([], runs: 3).shortfall, "no fixture to run: none of the default ones is there")
        XCTAssertEqual(soak([], runs: 3).document["fill_rate"]?.doubleValue, 0)
        let none = soak([try copy("sample_day")], runs: 0)
        XCTAssertEqual(none.shortfall, "nothing was run: 0 runs were asked for")
        XCTAssertEqual(none.document["decision_latency_p50_ms"]?.doubleValue, 0)
        XCTAssertEqual(SoakFixture.defaults(in: "/nowhere").count, 0)
    }

    func testTheKillSwitchOfTheFixtureIsOn() throws {
        // Sold 500 at 1.00, the price goes to 2.50: a drawdown of 7.5 % of 10000, above the 5 % that trip the
        // switch. Of the other symbol's ten orders none would fill; with the switch on they are not placed.
        let events = [snapshot(1000, "AUSDT", "1.00"), snapshot(60_000, "AUSDT", "2.50"), snapshot(120_000, "BUSDT", "40.00")]
        for (isEnabled, fillRate) in [(false, 0.25), (true, 0.5)] {
            let config: JSONObject = ["kill_switch_enabled": .bool(isEnabled), "size_per_level": "many"]
            let report = soak([try copy("sample_day", config, events: events.joined(separator: "\n"))], runs: 1)
            XCTAssertEqual(report.document["fill_rate"]?.doubleValue, fillRate, "\(isEnabled)")
            XCTAssertNil(report.shortfall, "other keys of the configuration are not read")
        }
    }

    private func snapshot(_ ts: Int, _ symbol: String, _ bid: String) -> String {
        #"{"type": "SNAPSHOT", "ts": \#(ts), "symbol": "\#(symbol)", "bid_price": "\#(bid)", "ask_price": "\#(bid)01", "#
            + #""bid_qty": "9", "ask_qty": "9", "last_price": "\#(bid)", "last_qty": "1"}"#
    }

    private func replace(_ file: String, with text: String) {
        XCTAssertNoThrow(try FixtureFolder.write(text, to: file))
    }

    func testADigestThatChangesIsSeen() throws {
        let fixture = try copy("sample_day_allowed")
        let file = fixture.directory + "/events.jsonl"
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        var reading = 0
        // The clock is read right before each run loads its events.
        let result = FixtureSoak(fixture, runs: 2) {
            reading += 1
            if reading == 3 { self.replace(file, with: String(lines[0])) }
            return UInt64(reading)
        }
        let report = SoakReport([result], mode: "stress", runs: 2, peakResidentMiB: 1)
        XCTAssertFalse(report.digestsAreStable)
        XCTAssertEqual(report.document["all_digests_stable"]?.boolValue, false)
        XCTAssertEqual(results(report)[0]["digest_stable"]?.boolValue, false)
        XCTAssertEqual(report.document["mode"]?.stringValue, "stress")
        XCTAssertEqual(
            try SoakGate(SoakFiles.report(report.document), SoakFiles.thresholds(), mode: .baseline).failures,
            ["Digest instability detected!", "  - \(fixture.directory): UNSTABLE"])
    }
}
