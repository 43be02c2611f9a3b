// What an instance shows of its gates, kill switch and account is what the same run in one process comes to, whatever
// happens to the strategy meanwhile.

import Domain
import Engine
import Foundation
import Risk
import TestSupport
import XCTest

final class LiveRiskTests: XCTestCase {
    private func fixture(_ name: String) -> String { PackageLayout.root.appendingPathComponent("Fixtures/\(name)").path }

    /// The last page of a run to its end, and its /status.json. `during` is called while it runs.
    private func pages(
        _ words: [String], journal: String? = nil, during: (WatchedPaperRun) throws -> Void = { _ in }
    ) throws -> (metrics: [String: Double], status: [String: Any]) {
        let run = try WatchedPaperRun(words, journal: journal)
        try during(run)
        run.finish()
        return (try run.metrics(), try run.status())
    }

    private func assertCounts(
        _ metrics: [String: Double], are expected: PaperResult, _ what: String, line: UInt = #line
    ) {
        for gate in GateName.allCases {
            XCTAssertEqual(
                metrics["grinder_gating_allowed_total{gate=\"\(gate.rawValue)\"}"], Double(expected.gates.allowedCount(gate)),
                "\(what) \(gate)", line: line)
            for reason in GateReason.allCases where reason != .pass {
                XCTAssertEqual(
                    metrics["grinder_gating_blocked_total{gate=\"\(gate.rawValue)\",reason=\"\(reason.rawValue)\"}"],
                    Double(expected.gates.blockedCount(gate, reason)), "\(what) \(gate) \(reason)", line: line)
            }
        }
        XCTAssertEqual(metrics["grinder_kill_switch_triggered"], expected.killSwitch == nil ? 0 : 1, what, line: line)
        XCTAssertEqual(
            metrics["grinder_kill_switch_trips_total{reason=\"DRAWDOWN_LIMIT\"}"], expected.killSwitch == nil ? 0 : 1, what,
            line: line)
        XCTAssertEqual(
            metrics["grinder_realized_pnl"] ?? .nan, expected.totalRealizedPnl.doubleValue, accuracy: 0.006, what, line: line)
        XCTAssertEqual(
            metrics["grinder_unrealized_pnl"] ?? .nan, expected.totalUnrealizedPnl.doubleValue, accuracy: 0.006, what, line: line)
        guard let (equity, _, mark) = expected.finalEquity else { return }
        XCTAssertEqual(metrics["grinder_equity"] ?? .nan, equity.doubleValue, accuracy: 0.006, what, line: line)
        XCTAssertEqual(metrics["grinder_high_water_mark"] ?? .nan, mark.doubleValue, accuracy: 0.006, what, line: line)
    }

    /// A run in this process.
    private func expected(_ name: String, _ change: (inout PaperOptions) throws -> Void) throws -> PaperResult {
        var options = PaperOptions()
        try change(&options)
        return try PaperRun.run(Fixture.load(directory: fixture(name)), options, PaperSink.Options()).result
    }

    func testGatesOfAMarket() throws {
        let result = try expected("market_day") { _ in }
        XCTAssertGreaterThan(result.gates.blockedCount(.riskGate), 1000)
        let (metrics, status) = try pages(["--fixture", fixture("market_day")])
        assertCounts(metrics, are: result, "market_day")
        let gates = try XCTUnwrap(status["gates"] as? [[String: Any]])
        XCTAssertEqual(gates.compactMap { $0["gate"] as? String }, GateName.allCases.map(\.rawValue))
        XCTAssertEqual(gates.compactMap { $0["allowed"] as? Int }, GateName.allCases.map(result.gates.allowedCount))
        let positions = try XCTUnwrap(status["positions"] as? [[String: Any]])
        let held = positions.filter { Double($0["quantity"] as? String ?? "") != 0 }
        XCTAssertEqual(held.count, result.finalPositions.count)
        for position in held {
            let symbol = try XCTUnwrap(position["symbol"] as? String)
            XCTAssertTrue(symbol.hasSuffix("USDT"), symbol)
            XCTAssertNotNil(Double(try XCTUnwrap(position["entry_price"] as? String)))
        }
        let account = try XCTUnwrap(status["account"] as? [String: Any])
        XCTAssertEqual(account["open_orders"] as? Int, Int(metrics["grinder_open_orders"] ?? -1))
    }

    func testADrawdownTripsTheKillSwitch() throws {
        let words = ["--kill-switch-enabled", "true", "--max-drawdown-pct", "0.01"]
        let result = try expected("market_day") {
            $0.killSwitchEnabled = true
            $0.drawdownPctMax = Percent(0.01, isInteger: false)
        }
        XCTAssertNotNil(result.killSwitch, "the fixture no longer falls that far")
        let (metrics, status) = try pages(["--fixture", fixture("market_day")] + words)
        assertCounts(metrics, are: result, "drawdown")
        XCTAssertEqual(metrics["grinder_drawdown_limit_pct"], 0.01)
        XCTAssertEqual((status["account"] as? [String: Any])?["drawdown_limit_pct"] as? Double, 0.01)
    }

    /// A restarted strategy computes again and counts nothing twice.
    func testKilledStrategies() throws {
        let directory = try ScratchDirectory()
        let result = try expected("market_day") { _ in }
        let (metrics, _) = try pages(
            ["--fixture", fixture("market_day"), "--pace-us", "200"], journal: directory.file("journal"),
            during: { try $0.killTheStrategy(8) })
        XCTAssertGreaterThanOrEqual(metrics["grinder_worker_restarts_total{worker=\"strategy\"}"] ?? 0, 8)
        assertCounts(metrics, are: result, "killed 8 times")
    }
}
