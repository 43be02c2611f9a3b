// Scrapes against the recorded bodies of the metrics specification, section 15.

import Domain
import Foundation
import Observability
import TestSupport
import XCTest

final class ExpositionTests: XCTestCase {
    private func samples(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    // MARK: - Fresh process

    func testTheFreshBodyIsTheRecordedOne() {
        let text = Exposition.text(MetricRegistry(), .reference)
        let lines = text.split(separator: "\n")
        XCTAssertEqual(lines.count, 271)
        XCTAssertEqual(lines.count { $0.hasPrefix("# HELP ") }, 75)
        XCTAssertEqual(lines.count { $0.hasPrefix("# TYPE ") }, 75)
        let body = samples(text).joined(separator: "\n")
        XCTAssertEqual(body.utf8.count, 6194)
        XCTAssertEqual(SHA256.hash(Array(body.utf8)).text, "b04960c9a7810e5550c9491f6c216fce6a7fe4fee38695d9e1a167344c770aa7")
    }

    func testTheCompleteBodyShowsEveryLineOfTheFreshOneInItsOrder() {
        let complete = Exposition.text(MetricRegistry()).split(separator: "\n")
        var rest = complete[...]
        for line in Exposition.text(MetricRegistry(), .reference).split(separator: "\n") {
            guard let index = rest.firstIndex(of: line) else { return XCTFail("not there, or not in order: \(line)") }
            rest = rest[(index + 1)...]
        }
        XCTAssertEqual(Set(complete).count, complete.count)
    }

    func testTheBodyEndsInOneLineFeed() {
        for profile in [ExpositionProfile.complete, .reference] {
            let text = Exposition.text(MetricRegistry(), profile)
            XCTAssertTrue(text.hasSuffix(" 0\n"))
            XCTAssertFalse(text.contains("\n\n"))
        }
    }

    func testEveryAllowedCombinationStartsAtZero() {
        let text = Exposition.text(MetricRegistry())
        let lines = Set(text.split(separator: "\n").map(String.init))
        for family in MetricCatalogue.contractFamilies where family.kind != .histogram {
            for set in family.labelSets where !family.startsAtOne.contains(set) {
                let labels = zip(family.labels, set).map { "\($0.key)=\"\($1)\"" }.joined(separator: ",")
                let name = labels.isEmpty ? family.name : "\(family.name){\(labels)}"
                XCTAssertTrue(["0", "0.0", "0.00", "0.000"].contains { lines.contains("\(name) \($0)") }, name)
            }
        }
    }

    // MARK: - Populated process

    func testThePopulatedBodyIsTheRecordedOne() throws {
        let expected = try Self.recordedLines(ofSection: "### 15.2 Populated process")
        let families = ["grinder_ml_block_total", "grinder_ml_inference_latency_ms_bucket"]
        let found = samples(Exposition.text(try PopulatedProcess.registry(), .reference))
        XCTAssertEqual(found.filter { line in !families.contains { line.hasPrefix($0) } }, expected)
        XCTAssertEqual(found.filter { $0.hasPrefix("grinder_ml_block_total") && !$0.hasSuffix(" 0") }, ["grinder_ml_block_total{reason=\"BAD_ACK\"} 1"])
        let buckets = found.filter { $0.hasPrefix("grinder_ml_inference_latency_ms_bucket") }.map { $0.split(separator: " ")[1] }
        XCTAssertEqual(buckets, ["0", "0", "0", "0", "0", "0", "0", "0", "0", "1", "2", "2", "3", "3", "3", "3", "3", "3", "3", "3"])
    }

    func testThePlaceholdersStayBesideRealSeries() throws {
        let text = Exposition.text(try PopulatedProcess.registry())
        XCTAssertTrue(text.contains("grinder_idempotency_hits_total{op=\"none\"} 0\n"))
        XCTAssertTrue(text.contains("grinder_idempotency_hits_total{op=\"place\"} 1\n"))
        XCTAssertTrue(text.contains("grinder_idempotency_hits_total{op=\"cancel\"} 0\n"))
        XCTAssertTrue(text.contains("grinder_http_latency_ms_bucket{op=\"none\",le=\"+Inf\"} 0\n"))
    }

    /// The sample lines of the first code block below a heading of the specification.
    private static func recordedLines(ofSection heading: String) throws -> [String] {
        let text = try String(contentsOfFile: SharedCorpus.shared("spec/metrics.md"), encoding: .utf8)
        let lines = text.components(separatedBy: "\n")
        let start = try XCTUnwrap(lines.firstIndex(of: heading))
        let block = try XCTUnwrap(lines[start...].firstIndex { $0.hasPrefix("```") })
        return Array(lines[(block + 1)...].prefix { $0 != "```" }).filter { !$0.isEmpty }
    }

    // MARK: - Values

    /// Metrics specification, section 2.2.
    func testValuesAreRoundedAndWrittenAsSpecified() {
        let fixed: [(Double, Metric, String)] = [
            (0.125, .uptimeSeconds, "0.12"), (0.135, .uptimeSeconds, "0.14"), (2.675, .uptimeSeconds, "2.67"),
            (0.015, .uptimeSeconds, "0.01"), (12.345, .uptimeSeconds, "12.35"), (12.005, .uptimeSeconds, "12.01"),
            (400.005, .reconcileBudgetNotionalUsedDay, "400.00"), (4599.995, .reconcileBudgetNotionalUsedDay, "4599.99"),
            (100000.005, .highWaterMark, "100000.01"), (-1.5, .accountSyncAgeSeconds, "-1.50"), (1e15, .highWaterMark, "1000000000000000.00"),
        ]
        for (value, metric, text) in fixed { XCTAssertEqual(line(metric, value), "\(metric.rawValue) \(text)") }
        let ages: [(Double, String)] = [
            (0, "0.0"), (49, "0.0"), (50, "0.1"), (149, "0.1"), (250, "0.2"), (12345, "12.3"), (119950, "120.0"), (120050, "120.0"),
        ]
        for (ms, text) in ages {
            XCTAssertEqual(line(.reconcileLastSnapshotAgeSeconds, ms / 1000), "grinder_reconcile_last_snapshot_age_seconds \(text)", "\(ms)")
        }
    }

    func testShortestTextsSwitchToExponentsWhereSpecified() throws {
        let series = try XCTUnwrap(MetricRegistry.series(.fillFees, ["sim", "buy", "maker"]))
        let values: [(Double, String)] = [
            (0, "0.0"), (1, "1.0"), (300.29999999999995, "300.29999999999995"), (0.0001, "0.0001"), (1e-5, "1e-05"),
            (1e15, "1000000000000000.0"), (1e16, "1e+16"), (1.2345678901234568e17, "1.2345678901234568e+17"),
        ]
        for (value, text) in values {
            var registry = MetricRegistry()
            registry[series] = value
            XCTAssertTrue(Exposition.text(registry).contains("grinder_fill_fees_total{source=\"sim\",side=\"buy\",liquidity=\"maker\"} \(text)\n"), text)
        }
    }

    func testValuesThatAreNoNumbersAreSpelledAsPrometheusDoes() {
        XCTAssertEqual(line(.uptimeSeconds, .infinity), "grinder_uptime_seconds +Inf")
        XCTAssertEqual(line(.uptimeSeconds, -.infinity), "grinder_uptime_seconds -Inf")
        XCTAssertEqual(line(.uptimeSeconds, .nan), "grinder_uptime_seconds NaN")
    }

    private func line(_ metric: Metric, _ value: Double) -> String {
        var registry = MetricRegistry()
        registry[metric] = value
        return samples(Exposition.text(registry)).first { $0.hasPrefix(metric.rawValue + " ") } ?? ""
    }
}
