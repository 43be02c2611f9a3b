// Given a report, when every limit of the project's thresholds is applied, then values up to the limit pass
// and those beyond are listed in file order. Backtest specification, sections 5.1 and 5.5.

import Domain
import Engine
import XCTest

final class SoakThresholdCheckTests: XCTestCase {
    private func check(_ report: JSONValue, _ mode: SoakMode) throws -> SoakThresholdCheck {
        try SoakThresholdCheck(SoakFiles.report(report), SoakFiles.thresholds(), mode: mode)
    }

    private static let maxima: [(name: String, baseline: Int, overload: Int)] = [
        ("decision_latency_p99_ms", 50, 100), ("order_latency_p99_ms", 200, 500), ("event_queue_depth_max", 100, 500),
        ("snapshot_queue_depth_max", 50, 200), ("errors_total", 0, 10), ("events_dropped", 0, 100),
        ("rss_mb_max", 512, 1024),
    ]

    func testEveryMaximumAtAndAboveItsValue() throws {
        for (name, baseline, overload) in Self.maxima {
            for (mode, limit) in [(SoakMode.baseline, baseline), (.overload, overload)] {
                let at = try check(.object(JSONObject([(name, .integer(limit))])), mode)
                XCTAssertEqual(at.violations, [], name)
                XCTAssertEqual(at.comparisons, 1, name)
                let above = try check(.object(JSONObject([(name, .integer(limit + 1))])), mode)
                XCTAssertEqual(above.violations, ["\(mode.rawValue).\(name): \(limit + 1) > \(limit)"])
                let justAbove = try check(.object(JSONObject([(name, .double(Double(limit) + 0.5))])), mode)
                XCTAssertEqual(justAbove.violations, ["\(mode.rawValue).\(name): \(limit).5 > \(limit)"])
            }
        }
    }

    func testFillRateAtAndAroundItsBounds() throws {
        for (mode, least) in [(SoakMode.baseline, 0.4), (.overload, 0.2)] {
            for rate in [least, 1.0] { XCTAssertEqual(try check(["fill_rate": .double(rate)], mode).violations, []) }
            let below = (least * 10_000 - 1) / 10_000
            XCTAssertEqual(
                try check(["fill_rate": .double(below)], mode).violations,
                ["\(mode.rawValue).fill_rate: \(below) < min(\(least))"])
            XCTAssertEqual(
                try check(["fill_rate": 1.0001], mode).violations, ["\(mode.rawValue).fill_rate: 1.0001 > max(1.0)"])
        }
    }

    func testViolationsComeInFileOrder() throws {
        let report: JSONValue = ["fill_rate": 0.2, "errors_total": 1, "rss_mb_max": 600]
        XCTAssertEqual(
            try check(report, .baseline).violations,
            ["baseline.errors_total: 1 > 0", "baseline.rss_mb_max: 600 > 512", "baseline.fill_rate: 0.2 < min(0.4)"])
        XCTAssertEqual(try check(report, .overload).violations, [])
        // The overload lists lost events before errors, the baseline after them.
        let lossy: JSONValue = ["errors_total": 1000, "events_dropped": 1000]
        XCTAssertEqual(
            try check(lossy, .overload).violations,
            ["overload.events_dropped: 1000 > 100", "overload.errors_total: 1000 > 10"])
        XCTAssertEqual(
            try check(lossy, .baseline).violations,
            ["baseline.errors_total: 1000 > 0", "baseline.events_dropped: 1000 > 0"])
    }

    func testAbsentMetricsAreSkipped() throws {
        XCTAssertEqual(try check([:], .baseline).comparisons, 0)
        XCTAssertEqual(try check(["errors_total": 0], .baseline).comparisons, 1)
        XCTAssertThrowsError(try check(["errors_total": "none"], .baseline))
    }

    func testTheNightlyLoadsPass() throws {
        let baseline = SyntheticSoak(symbolsCount: 5, durationS: 300, cadenceMs: 1000, mode: .baseline)
        let overload = SyntheticSoak(symbolsCount: 20, durationS: 180, cadenceMs: 500, mode: .overload)
        for (soak, mode) in [(baseline, SoakMode.baseline), (overload, .overload)] {
            let check = try check(soak.document, mode)
            XCTAssertEqual(check.violations, [])
            XCTAssertEqual(check.comparisons, 8, "every limit has its metric")
        }
    }
}
