// What a whole scrape does to the alerts, not only the series that one of them looks at: a process to which
// nothing has happened raises none. Rules that fire for what is merely not configured are noise.

import Foundation
import Observability
import TestSupport
import XCTest

final class QuietAlertsTests: XCTestCase {
    /// The alerts that fire when each series of `body` keeps its value for 50 minutes.
    private func firing(_ body: String) throws -> [String] {
        var test = "rule_files: [\(try AlertFiles.names("rules").map { AlertFiles.root.path + "/rules/\($0)" }.joined(separator: ", "))]\n"
        test += "evaluation_interval: 15s\ntests:\n  - interval: 15s\n    input_series:\n"
        var count = 0
        for line in body.split(separator: "\n") where !line.hasPrefix("#") {
            let space = try XCTUnwrap(line.lastIndex(of: " "))
            let (series, value) = (String(line[..<space]), line[line.index(after: space)...])
            let name = series.prefix { $0 != "{" }
            let labels = series.dropFirst(name.count).dropFirst().dropLast()
            let all = "job=\"grinder\", instance=\"a\"" + (labels.isEmpty ? "" : ", \(labels)")
            test += "      - {series: '\(name){\(all)}', values: '\(value)x200'}\n"
            count += 1
        }
        XCTAssertGreaterThan(count, 300, "a whole body")
        // Never true, so that promtool says what there is instead.
        test += "    promql_expr_test:\n      - {eval_time: 45m, expr: 'count by (alertname) (ALERTS{alertstate=\"firing\"})', exp_samples: [{labels: '{}', value: -1}]}\n"
        let folder = try ScratchDirectory()
        let run = try CommandRun(["promtool", "test", "rules", try folder.write("fresh.yml", test)])
        XCTAssertFalse(run.isCommandMissing, "no promtool: install Debian's package prometheus, as deploy/test does")
        XCTAssertEqual(run.status, 1, run.outputText + run.errorText)
        let said = run.outputText + run.errorText
        XCTAssertTrue(said.contains("got:"), said)
        return said.matches(of: #/alertname="([A-Za-z0-9]+)"/#).map { String($0.output.1) }.sorted()
    }

    func testAFreshProcessRaisesNothing() throws {
        XCTAssertEqual(try firing(Exposition.text(MetricRegistry())), ["AlertingWorks", "GrinderRecentRestart"])
    }

    func testAProcessThatTradesRaisesNothing() throws {
        var registry = MetricRegistry()
        registry[.uptimeSeconds] = 3600
        registry[.ready] = 1
        registry.setOneHot(.haRole, at: 0)
        registry[.haIsLeader] = 1
        registry[.leaseRemainingSeconds] = 9
        registry[.drawdownPct] = 1
        for worker in 0..<3 {
            registry[.workerUp, worker] = 1
            registry.setState(running: worker)
            registry[.workerHeartbeatAgeSeconds, worker] = 0.01
        }
        XCTAssertEqual(try firing(Exposition.text(registry)), ["AlertingWorks"])
        registry[.killSwitchTriggered] = 1
        XCTAssertEqual(try firing(Exposition.text(registry)), ["AlertingWorks", "KillSwitchTripped"])
    }
}

extension MetricRegistry {
    fileprivate mutating func setState(running worker: Int) {
        let states = MetricCatalogue.family(.workerState).labels[1].values
        for (index, state) in states.enumerated() { self[.workerState, worker, index] = state == "running" ? 1 : 0 }
    }
}
