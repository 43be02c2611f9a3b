// Gates, kill switch and account as the pages show them, against the output documents of the same run in one process:
// for every fixture and every reason, after kills of the strategy, after a resume, and where ticks fail.

import Foundation
import Rings
import TestSupport
import XCTest

final class RiskUnderAttackTests: XCTestCase {
    private func fixture(_ name: String) -> String { PackageLayout.root.appendingPathComponent("Fixtures/\(name)").path }

    /// The first events of market_day, as a fixture of its own.
    private func shortDay(_ directory: ScratchDirectory) throws -> String {
        let all = try String(contentsOfFile: fixture("market_day") + "/events.jsonl", encoding: .utf8)
        try directory.write(
            "day/events.jsonl", all.split(separator: "\n").prefix(6000).map { $0 + "\n" }.joined())
        return directory.file("day")
    }

    private static let open = ["--max-notional-per-symbol", "1000000000", "--max-notional-total", "1000000000"]
    private static let optionSets = [
        ["--use-config"],
        open + ["--cooldown-ms", "0", "--max-orders-per-minute", "12"],
        open + ["--cooldown-ms", "5000", "--max-spread-bps", "1.5"],
        open + ["--kill-switch-enabled", "true", "--max-drawdown-pct", "0.01", "--max-orders-per-minute", "1000000", "--cooldown-ms", "0"],
        open + ["--dd-guard-v1-enabled", "true", "--dd-guard-v1-config", "{\"portfolio_dd_limit\":\"0.000001\"}", "--cooldown-ms", "0"],
    ]

    func testEveryFixtureAndEveryReason() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture("")).sorted()
        XCTAssertGreaterThanOrEqual(names.count, 14)
        var reasons: Set<String> = []
        for name in names {
            for options in Self.optionSets {
                let words = ["--fixture", fixture(name)] + options
                let expected = try ExpectedRisk(words)
                let run = try WatchedPaperRun(words)
                run.finish()
                expected.assertEqual(try run.metrics(), "\(name) \(options)")
                reasons.formUnion(expected.reasons)
            }
        }
        // Without these the comparison would hold for counters that never move. v1 feeds no loss to the risk gate.
        XCTAssertEqual(
            reasons,
            [
                "RATE_LIMIT_EXCEEDED", "COOLDOWN_ACTIVE", "MAX_NOTIONAL_EXCEEDED", "SPREAD_SPIKE", "PRICE_IMPACT_HIGH",
                "KILL_SWITCH_ACTIVE", "DRAWDOWN_LIMIT_EXCEEDED",
            ])
    }

    /// No series goes back, and nothing is counted twice: not the trip either.
    func testCountersOnlyGrowWhileTheStrategyIsKilled() throws {
        let directory = try ScratchDirectory()
        let words = ["--fixture", try shortDay(directory)] + Self.optionSets[3]
        let expected = try ExpectedRisk(words)
        XCTAssertEqual(expected.series["grinder_kill_switch_triggered"], 1, "the fixture no longer falls that far")
        let run = try WatchedPaperRun(words + ["--pace-us", "1000"], journal: directory.file("journal"))
        var last: [String: Double] = [:]
        func look() throws {
            let now = try run.metrics()
            for (name, value) in now where name.hasPrefix("grinder_gating_") || name.hasPrefix("grinder_kill_switch_") || name.hasPrefix("grinder_strategy_") {
                XCTAssertGreaterThanOrEqual(value, last[name] ?? 0, name)
            }
            last = now
        }
        try run.killTheStrategy(8) {
            try look()
            try look()
        }
        run.finish()
        try look()
        expected.assertEqual(last, "killed")
        XCTAssertGreaterThanOrEqual(last["grinder_worker_restarts_total{worker=\"strategy\"}"] ?? 0, 8)
        XCTAssertEqual(last["grinder_strategy_ticks_total"], Double((expected.document["outputs"] as? [Any])?.count ?? 0))
    }

    /// All of it is computed again, nothing of it is news: the pages say it all the same.
    func testAFinishedRunThatIsResumed() throws {
        let directory = try ScratchDirectory()
        let words = ["--fixture", try shortDay(directory)] + Self.optionSets[3]
        let expected = try ExpectedRisk(words)
        let first = try WatchedPaperRun(words, journal: directory.file("journal"))
        first.finish()
        let status = try first.status()
        first.process.send(SIGTERM)
        XCTAssertEqual(try first.process.end(within: 30).code, 0)
        let resumed = try WatchedPaperRun(words, journal: directory.file("journal"), resume: true)
        resumed.finish()
        let metrics = try resumed.metrics()
        expected.assertEqual(metrics, "resumed")
        XCTAssertEqual(metrics["grinder_strategy_ticks_total"], Double((expected.document["outputs"] as? [Any])?.count ?? 0))
        let again = try resumed.status()
        XCTAssertFalse((again["positions"] as? [Any] ?? []).isEmpty)
        // Names too, though the ring of the new region begins behind the definitions of symbols.
        for key in ["account", "gates", "positions"] { XCTAssertEqual(try text(again[key]), try text(status[key]), key) }
    }

    private func text(_ value: Any?) throws -> String {
        String(
            decoding: try JSONSerialization.data(withJSONObject: XCTUnwrap(value), options: [.sortedKeys, .fragmentsAllowed]),
            as: UTF8.self)
    }

    /// A supervisor that is killed in the middle goes on where the journal ends; a new region starts from nothing.
    func testASupervisorThatIsKilled() throws {
        let directory = try ScratchDirectory()
        let words = ["--fixture", try shortDay(directory)] + Self.optionSets[1]
        let expected = try ExpectedRisk(words)
        let first = try WatchedPaperRun(words + ["--pace-us", "200"], journal: directory.file("journal"))
        XCTAssertTrue(eventually(within: 30) { first.region.worker(.strategy).recordsOut > 2000 })
        first.process.send(SIGKILL)
        _ = try first.process.end(within: 30)
        let resumed = try WatchedPaperRun(words, journal: directory.file("journal"), resume: true)
        resumed.finish()
        expected.assertEqual(try resumed.metrics(), "resumed")
    }

    /// Events that cannot be decided are counted once, whoever computes them again.
    func testFaultsAreCountedOnce() throws {
        let directory = try ScratchDirectory()
        // Such prices can be observed, and overflow once they are traded.
        try directory.write(
            "fixture/events.jsonl",
            (0..<1500).map { index in
                let line = SnapshotLine(index * 1000 + 1000)
                return (index % 100 == 50 ? line.quoted(bid: "9E+999998", ask: "9E+999998") : line).json + "\n"
            }.joined())
        let words = ["--fixture", directory.file("fixture")]
        let paper = try GrinderProcess.run(["paper"] + words + ["--lenient", "--out", directory.file("out.json")])
        let document = try XCTUnwrap(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: directory.file("out.json")))) as? [String: Any])
        let faults = try XCTUnwrap(document["errors"] as? [Any]).count
        XCTAssertGreaterThan(faults, 5, paper.out + paper.err)
        let run = try WatchedPaperRun(words + ["--pace-us", "1000"], journal: directory.file("journal"))
        try run.killTheStrategy(6)
        run.finish()
        let metrics = try run.metrics()
        XCTAssertEqual(metrics["grinder_strategy_faults_total"], Double(faults))
        XCTAssertEqual(metrics["grinder_errors_total{worker=\"strategy\"}"], Double(faults))
    }

    /// The page says what the metric says: a latched account is no clear kill switch, and not ready.
    func testALatchedAccountIsSeen() throws {
        let run = try WatchedPaperRun(["--fixture", fixture("market_day")] + Self.optionSets[3] + ["--pace-us", "100"])
        XCTAssertTrue(
            eventually(within: 60) { (try? run.metrics()["grinder_kill_switch_triggered"]) == 1 }, "the account never tripped")
        let status = try run.status()
        XCTAssertEqual((status["account"] as? [String: Any])?["kill_switch"] as? String, "DRAWDOWN_LIMIT")
        XCTAssertTrue((status["permits"] as? [String: Any])?["kill_switch"] is NSNull, "the word of the region is another one")
        let ready = try run.get("readyz")
        XCTAssertTrue(ready.contains("the account's kill switch is latched: DRAWDOWN_LIMIT"), ready)
    }
}
