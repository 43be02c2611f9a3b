// A supervised paper run that serves its pages, and what the same run in one process comes to.

import Domain
import Foundation
import Rings
import Risk
import TestSupport
import XCTest

final class WatchedPaperRun {
    let process: GrinderProcess
    /// Ends with a slash.
    let url: String
    let region: InstanceRegion

    /// Returns when the pages answer.
    init(
        _ words: [String], journal: String? = nil, resume: Bool = false, restartLimit: String = "1000/1",
        environment: [String: String] = [:]
    ) throws {
        process = try GrinderProcess(
            ["supervise", "--pipeline", "paper", "--http", "0", "--standalone"] + words
                + (journal.map { ["--journal", $0, "--restart-limit", restartLimit, "--restart-backoff-ms", "1/5"] } ?? [])
                + (resume ? ["--resume"] : []),
            environment: environment)
        url = try ServedPages.url(of: process)
        region = try AttachedRegion.of(process.pid)
    }

    deinit { process.send(SIGKILL) }

    /// Waits until the last event is settled.
    func finish(within seconds: Double = 60) {
        XCTAssertTrue(
            eventually(within: seconds) { [WorkerRole.strategy, .execution].allSatisfy { region.worker($0).state == .stopped } },
            "not at its end: \((try? process.complained()) ?? "")")
    }

    func get(_ path: String) throws -> String {
        let answer = try ServedPages.get(url + path)
        XCTAssertEqual(answer.curl.status, 0, "\(path): \(answer.curl.errorText)")
        return answer.body
    }

    /// Name with labels to value.
    func metrics() throws -> [String: Double] {
        var metrics: [String: Double] = [:]
        for line in try get("metrics").split(separator: "\n") where !line.hasPrefix("#") {
            guard let blank = line.lastIndex(of: " ") else { continue }
            metrics[String(line[..<blank])] = Double(line[line.index(after: blank)...])
        }
        return metrics
    }

    func status() throws -> [String: Any] {
        try XCTUnwrap(JSONSerialization.jsonObject(with: Data(get("status.json").utf8)) as? [String: Any])
    }

    /// Kills the strategy `count` times, each time after it went on; `between` is called before each.
    func killTheStrategy(_ count: Int, between: () throws -> Void = {}) throws {
        let strategy = region.worker(.strategy)
        for kills in 0..<count {
            try between()
            let before = strategy.recordsOut
            XCTAssertTrue(
                eventually(within: 30) { strategy.state == .running && strategy.processID > 0 && strategy.recordsOut != before },
                "no strategy to kill the \(kills + 1)th time; the run is too short for \(count) kills")
            let (pid, epoch) = (strategy.processID, strategy.epoch)
            XCTAssertEqual(kill(pid, SIGKILL), 0)
            XCTAssertTrue(eventually(within: 30) { strategy.epoch > epoch }, "not started again")
        }
    }
}

/// What `/metrics` has to say at the end of a run, computed from the output documents of `grinder paper`.
struct ExpectedRisk {
    private(set) var series: [String: Double] = [:]
    /// Reasons for which something was blocked.
    private(set) var reasons: Set<String> = []
    let document: [String: Any]

    init(_ words: [String]) throws {
        let directory = try ScratchDirectory()
        let paper = try GrinderProcess.run(["paper"] + words + ["--out", directory.file("out.json")])
        XCTAssertEqual(paper.code, 0, paper.err)
        document = try XCTUnwrap(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: directory.file("out.json")))) as? [String: Any])
        for gate in ["rate_limiter", "risk_gate", "toxicity_gate"] {
            series["grinder_gating_allowed_total{gate=\"\(gate)\"}"] = 0
            for reason in GateReason.allCases where reason != .pass {
                series["grinder_gating_blocked_total{gate=\"\(gate)\",reason=\"\(reason.rawValue)\"}"] = 0
            }
        }
        for output in try XCTUnwrap(document["outputs"] as? [[String: Any]]) {
            let gating = try XCTUnwrap(output["gating_result"] as? [String: Any])
            take(try XCTUnwrap(gating["reason"] as? String), wasAsked: gating["details"] is [String: Any])
            if output["blocked_by_dd_guard_v1"] as? Bool == true { block("risk_gate", "DRAWDOWN_LIMIT_EXCEEDED") }
        }
        let isTripped = document["kill_switch_triggered"] as? Bool == true
        series["grinder_kill_switch_triggered"] = isTripped ? 1 : 0
        series["grinder_kill_switch_trips_total{reason=\"DRAWDOWN_LIMIT\"}"] = isTripped ? 1 : 0
        for reason in ["MANUAL", "ERROR"] { series["grinder_kill_switch_trips_total{reason=\"\(reason)\"}"] = 0 }
    }

    /// The gates are asked in the order toxicity, rate, risk; the first that blocks ends it.
    private mutating func take(_ reason: String, wasAsked: Bool) {
        guard wasAsked else { return }
        switch reason {
        case "PASS": allow("toxicity_gate", "rate_limiter", "risk_gate")
        case "SPREAD_SPIKE", "PRICE_IMPACT_HIGH": block("toxicity_gate", reason)
        case "RATE_LIMIT_EXCEEDED", "COOLDOWN_ACTIVE":
            allow("toxicity_gate")
            block("rate_limiter", reason)
        // The latch stands before all gates; what it stops is risk.
        case "KILL_SWITCH_ACTIVE": block("risk_gate", reason)
        default:
            allow("toxicity_gate", "rate_limiter")
            block("risk_gate", reason)
        }
    }

    private mutating func allow(_ gates: String...) {
        for gate in gates { series["grinder_gating_allowed_total{gate=\"\(gate)\"}", default: 0] += 1 }
    }

    private mutating func block(_ gate: String, _ reason: String) {
        reasons.insert(reason)
        series["grinder_gating_blocked_total{gate=\"\(gate)\",reason=\"\(reason)\"}", default: 0] += 1
    }

    private func number(_ key: String) -> Double {
        (document[key] as? Double) ?? (document[key] as? String).flatMap(Double.init) ?? .nan
    }

    func assertEqual(_ metrics: [String: Double], _ what: String, line: UInt = #line) {
        for (name, value) in series { XCTAssertEqual(metrics[name], value, "\(what): \(name)", line: line) }
        var amounts = [("grinder_realized_pnl", "total_realized_pnl"), ("grinder_unrealized_pnl", "total_unrealized_pnl")]
        if document["kill_switch_enabled"] as? Bool == true {
            amounts += [
                ("grinder_equity", "final_equity"), ("grinder_high_water_mark", "high_water_mark"),
                ("grinder_drawdown_pct", "final_drawdown_pct"),
            ]
        }
        // Two decimals on a page.
        for (name, key) in amounts {
            XCTAssertEqual(metrics[name] ?? .nan, number(key), accuracy: 0.0051, "\(what): \(name)", line: line)
        }
    }
}
