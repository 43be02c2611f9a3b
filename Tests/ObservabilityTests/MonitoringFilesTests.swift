// Rules and dashboards ask only for what the catalogue has, and every alert is tested, rated and explained.

import Foundation
import Observability
import TestSupport
import XCTest

final class MonitoringFilesTests: XCTestCase {
    /// What Prometheus itself adds: see monitoring/prometheus/prometheus.yml and its targets.
    private static let scrapeLabels: Set = ["job", "instance", "ha_group"]

    /// Complaints about an expression; empty: all names and values exist.
    private func complaints(_ expression: String) -> [String] {
        let query = PromQL(expression)
        var complaints: [String] = []
        var known = Self.scrapeLabels
        for selector in query.selectors where selector.name != "up" {
            guard let family = family(of: selector.name) else {
                complaints.append("no metric \(selector.name)")
                continue
            }
            known.formUnion(family.labels.map(\.key))
            if selector.name.hasSuffix("_bucket") { known.insert("le") }
            for matcher in selector.matchers where !Self.scrapeLabels.contains(matcher.label) {
                let values = matcher.label == "le" ? bounds(family) : family.labels.first { $0.key == matcher.label }?.values
                guard let values else {
                    complaints.append("\(family.name) has no label \(matcher.label)")
                    continue
                }
                // `none` is the placeholder's value.
                for value in alternatives(matcher) where !values.contains(value) && value != "none" {
                    complaints.append("\(matcher.label) of \(family.name) is never \(value)")
                }
            }
        }
        return complaints + query.groupingLabels.filter { !known.contains($0) }.map { "nothing has a label \($0)" }
    }

    private func family(of series: String) -> MetricFamily? {
        MetricCatalogue.families.first { family in
            family.kind == .histogram
                ? ["_bucket", "_sum", "_count"].contains { family.name + $0 == series } : family.name == series
        }
    }

    /// As the exposition spells them.
    private func bounds(_ family: MetricFamily) -> [String] {
        family.bounds.map { "\($0)" } + ["+Inf"]
    }

    /// The texts that a matcher spells out; `a_(b|c)` is two.
    private func alternatives(_ matcher: PromQL.Matcher) -> [String] {
        guard matcher.isRegex else { return [matcher.value] }
        guard let open = matcher.value.firstIndex(of: "("), matcher.value.hasSuffix(")") else {
            return matcher.value.split(separator: "|").map(String.init)
        }
        let inner = matcher.value[matcher.value.index(after: open)...].dropLast()
        return inner.split(separator: "|").map { String(matcher.value[..<open] + $0) }
    }

    func testTheReaderOfExpressions() {
        let query = PromQL("sum by (job, le) (rate(a_bucket{x=\"1\", y=~\"b|c\"}[5m])) / 1e3 > 0 unless on (job) d == 1 or time() - e offset 5m > 1")
        XCTAssertEqual(query.selectors.map(\.name), ["a_bucket", "d", "e"])
        XCTAssertEqual(query.selectors[0].matchers.map(\.value), ["1", "b|c"])
        XCTAssertEqual(query.groupingLabels, ["job", "le", "job"])
        XCTAssertEqual(complaints("grinder_nothing > 1"), ["no metric grinder_nothing"])
        XCTAssertEqual(complaints("grinder_up{role=\"a\"}"), ["grinder_up has no label role"])
        XCTAssertEqual(complaints("grinder_ha_role{role=~\"active|b\"}"), ["role of grinder_ha_role is never b"])
        XCTAssertEqual(complaints("sum by (symbol) (grinder_up)"), ["nothing has a label symbol"])
        XCTAssertEqual(complaints("grinder_ml_inference_latency_ms_bucket{le=\"100\"}"), ["le of grinder_ml_inference_latency_ms is never 100"])
    }

    // MARK: - Alerts

    func testEveryAlertAsksForWhatIsExported() throws {
        let rules = try AlertFiles.rules()
        XCTAssertGreaterThanOrEqual(rules.count, 47, "those of the specification, and ours")
        for rule in rules {
            XCTAssertNotEqual(rule.expression, "", rule.name)
            XCTAssertEqual(complaints(rule.expression), [], "\(rule.file): \(rule.name)")
            for label in MetricCatalogue.forbiddenLabels {
                XCTAssertFalse((rule.expression + rule.summary + rule.description).contains(label), "\(rule.name): \(label)")
            }
            // A text that shows a label which the result has not shows nothing.
            for clause in (rule.summary + rule.description).components(separatedBy: "$labels.").dropFirst() {
                let label = clause.prefix { $0.isLetter || $0 == "_" }
                XCTAssertTrue(shows(String(label), rule.expression), "\(rule.name): its text shows \(label), which its result has not")
            }
        }
        XCTAssertEqual(Set(rules.map(\.name)).count, rules.count, "a name twice")
    }

    /// Whether the result of an expression keeps a label.
    private func shows(_ label: String, _ expression: String) -> Bool {
        let query = PromQL(expression)
        if query.groupingLabels.contains(label) { return true }
        if expression.contains("sum(") || expression.hasPrefix("sum by") { return false }
        if ["job", "instance"].contains(label) { return true }
        return query.selectors.contains { selector in family(of: selector.name)?.labels.contains { $0.key == label } ?? false }
    }

    func testEveryAlertIsRatedAndLeadsToItsRunbook() throws {
        let page = try String(contentsOf: PackageLayout.root.appendingPathComponent("docs/runbooks/alert-response.md"), encoding: .utf8)
        let headings = page.split(separator: "\n").filter { $0.hasPrefix("### ") }.map { $0.dropFirst(4) }
        let rules = try AlertFiles.rules()
        for rule in rules {
            XCTAssertTrue(["critical", "warning", "info", "none"].contains(rule.severity), "\(rule.name): \(rule.severity)")
            XCTAssertNotEqual(rule.summary, "", rule.name)
            XCTAssertNotEqual(rule.description, "", rule.name)
            XCTAssertEqual(rule.runbook, "docs/runbooks/alert-response.md#\(rule.name.lowercased())")
        }
        XCTAssertEqual(headings.sorted(), rules.map { Substring($0.name) }.sorted(), "headings of alert-response.md and alerts")
    }

    func testEveryAlertHasItsTests() throws {
        let rules = try AlertFiles.rules()
        for file in try AlertFiles.names("rules") {
            let tests = try AlertFiles.text("tests/\(file)")
            XCTAssertTrue(tests.contains("rule_files: [../rules/\(file)]"), file)
            XCTAssertTrue(tests.contains("- name: without any series\n"), file)
            for rule in rules where rule.file == file {
                XCTAssertTrue(tests.contains("- name: \(rule.name) fires\n"), rule.name)
                // `vector(1)` has no way to be silent.
                if rule.severity != "none" { XCTAssertTrue(tests.contains("- name: \(rule.name) stays silent\n"), rule.name) }
            }
        }
        XCTAssertEqual(try AlertFiles.names("tests"), try AlertFiles.names("rules"))
    }

    func testPrometheusAcceptsAllOfIt() throws {
        let rules = try AlertFiles.names("rules").map { "rules/\($0)" }
        let tests = try AlertFiles.names("tests").map { "tests/\($0)" }
        for words in [["check", "rules"] + rules, ["test", "rules"] + tests, ["check", "config", "prometheus.yml"]] {
            let run = try CommandRun(["promtool"] + words, in: AlertFiles.root)
            XCTAssertFalse(run.isCommandMissing, "no promtool: install Debian's package prometheus, as deploy/test does")
            XCTAssertEqual(run.status, 0, "promtool \(words[0]) \(words[1]): \(run.outputText)\(run.errorText)")
            XCTAssertFalse((run.outputText + run.errorText).contains("FAILED"), run.outputText)
        }
    }

    // MARK: - Dashboards

    func testDashboardsAskForWhatIsExported() {
        var families: Set<String> = []
        for dashboard in DashboardCatalogue.all {
            for panel in dashboard.rows.flatMap(\.panels) {
                for query in panel.queries {
                    XCTAssertEqual(complaints(query.expression), [], "\(dashboard.uid): \(query.expression)")
                    families.formUnion(PromQL(query.expression).selectors.compactMap { family(of: $0.name)?.name })
                }
            }
        }
        XCTAssertEqual(families, Set(MetricCatalogue.families.map(\.name)), "every family can be looked at")
        XCTAssertEqual(Set(DashboardCatalogue.all.map(\.uid)).count, DashboardCatalogue.all.count)
        XCTAssertEqual(Set(DashboardCatalogue.all.map(\.title)).count, DashboardCatalogue.all.count)
    }

    func testTheFilesAreWhatTheProgramWrites() throws {
        let folder = PackageLayout.root.appendingPathComponent("monitoring/grafana/dashboards")
        let remedy = "run: grinder dashboards"
        XCTAssertEqual(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted(),
            DashboardCatalogue.all.map { "\($0.uid).json" }.sorted(), remedy)
        for dashboard in DashboardCatalogue.all {
            let file = folder.appendingPathComponent("\(dashboard.uid).json")
            XCTAssertEqual(try String(contentsOf: file, encoding: .utf8), dashboard.text, "\(file.lastPathComponent): \(remedy)")
            let document = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(dashboard.text.utf8)) as? [String: Any])
            var ids: [Int] = []
            for panel in try XCTUnwrap(document["panels"] as? [[String: Any]]) {
                ids.append(try XCTUnwrap(panel["id"] as? Int))
                ids += (panel["panels"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? Int }
            }
            XCTAssertEqual(Set(ids).count, ids.count, "\(dashboard.uid): a panel's id twice")
        }
        let source = try String(
            contentsOf: PackageLayout.root.appendingPathComponent("monitoring/grafana/provisioning/datasources/prometheus.yml"), encoding: .utf8)
        XCTAssertTrue(source.contains("uid: prometheus\n"), "the uid that the dashboards name")
    }
}
