// The contract check accepts what the program shows and refuses every kind of damage to it.

import Foundation
import Observability
import TestSupport
import XCTest

final class ContractTests: XCTestCase {
    private let fresh = Exposition.text(MetricRegistry())

    private func check(_ text: String) -> ContractReport { ContractReport(checking: text, from: "test") }

    func testFreshAndPopulatedBodiesPass() throws {
        for profile in [ExpositionProfile.complete, .reference] {
            for registry in [MetricRegistry(), try PopulatedProcess.registry()] {
                let report = check(Exposition.text(registry, profile))
                XCTAssertEqual(report.missing, [])
                XCTAssertEqual(report.foundForbidden, [])
                XCTAssertEqual(report.findings, [])
                XCTAssertTrue(report.isPassed)
            }
        }
    }

    /// Metrics specification, section 10.
    func testTheRecordedCounts() {
        let small = check("grinder_up 1\nx{symbol=\"A\"} 1\n")
        XCTAssertEqual(small.required.count { $0.isFound }, 1)
        XCTAssertEqual(small.missing.count, 190)
        XCTAssertEqual(small.foundForbidden, ["symbol="])
        XCTAssertFalse(small.isPassed)

        let comments = fresh.split(separator: "\n").filter { $0.hasPrefix("#") }.joined(separator: "\n") + "\n"
        let bare = check(comments)
        XCTAssertEqual(bare.missing.count, 32)
        // The 27 names that a comment satisfies are found by the closer look.
        XCTAssertEqual(bare.findings.count { $0.text.hasSuffix("there is no sample") }, 75 - 4, "four families may be empty")
    }

    // MARK: - Mutations

    func testEveryMissingFamilyIsSeen() {
        for family in MetricCatalogue.contractFamilies {
            let rest = fresh.split(separator: "\n").filter { line in
                let name = line.split(whereSeparator: { $0 == " " || $0 == "{" })[line.hasPrefix("#") ? 2 : 0]
                return !["", "_bucket", "_sum", "_count"].contains { name == family.name + $0 }
            }
            let report = check(rest.joined(separator: "\n") + "\n")
            XCTAssertFalse(report.isPassed, family.name)
            XCTAssertTrue(report.findings.contains { $0.line == 0 && $0.text == "\(family.name): the family is missing" }, family.name)
        }
    }

    func testEveryWrongTypeIsSeen() {
        for family in MetricCatalogue.contractFamilies {
            let other = family.kind == .gauge ? "counter" : "gauge"
            let mutated = replace("# TYPE \(family.name) \(family.kind.rawValue)\n", "# TYPE \(family.name) \(other)\n")
            let report = check(mutated)
            XCTAssertEqual(report.missing, [], family.name)
            XCTAssertTrue(report.findings.contains { $0.text == "\(family.name): the type is '\(other)', not \(family.kind.rawValue)" }, family.name)
        }
    }

    func testEveryForbiddenLabelIsSeen() {
        for label in MetricCatalogue.forbiddenLabels {
            let report = check(fresh + "some_other_metric{\(label)\"x\"} 1\n")
            XCTAssertTrue(report.foundForbidden.contains(label), label)
            XCTAssertFalse(report.isPassed, label)
        }
        XCTAssertEqual(check(replace("Constant 1 while", "Constant symbol= 1 while")).foundForbidden, ["symbol="], "in a HELP text")
    }

    func testAMissingLineFeedIsSeen() {
        let report = check(String(fresh.dropLast()))
        XCTAssertEqual(report.missing, [])
        XCTAssertEqual(report.findings.map(\.text), ["the last line has no line feed: strict readers refuse the whole text"])
        XCTAssertFalse(report.isPassed)
    }

    func testSmallerDamageIsSeen() {
        let damages: [(String, String, String)] = [
            ("grinder_up 1\n", "grinder_up 10\n", "grinder_up: the value is 10.0, not 1"),
            ("grinder_up 1\n", "grinder_up one\n", "no sample: grinder_up one"),
            ("grinder_ha_is_leader 0\n", "grinder_ha_is_leader 0\ngrinder_ha_is_leader 0\n", "the series is there twice"),
            ("grinder_ha_role{role=\"active\"}", "grinder_ha_role{role=\"leader\"}", "role has no value 'leader'"),
            ("grinder_circuit_state{op=\"connect\",state=\"open\"}", "grinder_circuit_state{op=\"stream_BTCUSDT\",state=\"open\"}", "op has no value 'stream_BTCUSDT'"),
            ("grinder_ha_role{role=\"active\"}", "grinder_ha_role{rolle=\"active\"}", "labels are (rolle), not role"),
            ("grinder_reconcile_runs_total 0", "grinder_reconcile_runs_total{a=\"b\"} 0", "labels are (a), not no labels"),
            ("grinder_reconcile_runs_total 0", "grinder_reconcile_runs_total -1", "a counter of -1.0"),
            ("grinder_http_latency_ms_bucket{op=\"none\",le=\"+Inf\"} 0\n", "", "needs buckets up to +Inf"),
            ("grinder_http_latency_ms_bucket{op=\"cancel_all\",le=\"100.0\"} 0", "grinder_http_latency_ms_bucket{op=\"cancel_all\",le=\"100.0\"} 3", "the buckets do not add up"),
            ("# HELP grinder_up ", "# HALP grinder_up ", "grinder_up: no HELP line"),
            ("# TYPE grinder_up gauge\n", "# TYPE grinder_up gauge\n# TYPE grinder_up gauge\n", "a second TYPE line for grinder_up"),
            ("grinder_ha_role{role=\"active\"}", "grinder_ha_role{role=\"active\"", "no sample: grinder_ha_role{role="),
        ]
        for (text, damage, finding) in damages {
            let report = check(replace(text, damage))
            XCTAssertTrue(report.findings.contains { $0.text.contains(finding) }, "\(damage): \(report.findings)")
            XCTAssertFalse(report.isPassed, damage)
        }
    }

    func testOtherProgramsFamiliesAreLeftAlone() {
        XCTAssertTrue(check(fresh + "# HELP go_info x\n# TYPE go_info gauge\ngo_info{version=\"a\\\"b\\\\c\\nd\"} 1e+06 1700000000000\n\n").isPassed)
        XCTAssertFalse(check(fresh + "go_info{version=\"a} 1\n").isPassed)
    }

    func testTheTextOfAReport() {
        let passed = check(fresh)
        let text = passed.text(verbose: false)
        XCTAssertTrue(text.contains("Metrics size: \(fresh.count) bytes, \(fresh.split(separator: "\n").count) lines\n"))
        XCTAssertTrue(text.contains("Total 191, Found 191, Missing 0"))
        XCTAssertTrue(text.hasSuffix("\nMETRICS CONTRACT VALIDATED\n"))
        XCTAssertEqual(passed.text(verbose: true).split(separator: "\n").count { $0.hasPrefix("  \u{2713}") }, 196)
        let failed = check("grinder_up 1\n").text(verbose: true)
        XCTAssertTrue(failed.contains("Missing patterns:\n  - # HELP grinder_up\n"))
        XCTAssertTrue(failed.contains("  \u{2717} # HELP grinder_reconcile_budget_notional_remaining_day"))
        XCTAssertTrue(failed.hasSuffix("\nMETRICS CONTRACT FAILED\n"))
    }

    private func replace(_ text: String, _ other: String, line: UInt = #line) -> String {
        XCTAssertEqual(fresh.components(separatedBy: text).count, 2, "'\(text)' stands exactly once", line: line)
        return fresh.replacingOccurrences(of: text, with: other)
    }

    // MARK: - Prometheus' own reader

    /// `promtool check metrics`, from Debian's package prometheus, knows the format better than we do.
    func testPromtoolAcceptsTheBody() throws {
        // Names that the contract froze before anyone ran the lint.
        let frozen: Set = [
            "grinder_account_sync_open_orders_count non-histogram and non-summary metrics should not have \"_count\" suffix",
            "grinder_account_sync_positions_count non-histogram and non-summary metrics should not have \"_count\" suffix",
            "grinder_http_latency_ms metric names should not contain abbreviated units",
            "grinder_ml_inference_latency_ms metric names should not contain abbreviated units",
            "grinder_reconcile_last_remediation_ts_ms metric names should not contain abbreviated units",
            "grinder_reconcile_last_snapshot_ts_ms metric names should not contain abbreviated units",
        ]
        let folder = try ScratchDirectory()
        for registry in [MetricRegistry(), try PopulatedProcess.registry()] {
            try folder.write("body", Exposition.text(registry))
            let run = try CommandRun(["sh", "-c", "promtool check metrics < body"], in: folder.url)
            if run.isCommandMissing { throw XCTSkip("no promtool: install Debian's package prometheus to run this test") }
            XCTAssertEqual(Set(run.errorText.split(separator: "\n").map(String.init)), frozen)
            XCTAssertEqual(run.status, 3, "lint only: \(run.errorText)")
        }
    }
}
