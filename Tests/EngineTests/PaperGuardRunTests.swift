// Whole paper runs in which a guard acts: the tables of the paper specification, sections 8 and 9, on the
// project's copy of their fixture.

import Domain
import Engine
import XCTest

final class PaperGuardRunTests: XCTestCase {
    private func run(_ overrides: JSONObject) throws -> PaperResult {
        var options = PaperOptions()
        try options.apply(overrides)
        var keep = PaperRun.Options()
        keep.keepsDocuments = true
        let fixture = try Fixture.load(directory: FixtureFolder.path + "/sample_day_allowed")
        return try PaperRun.run(fixture, options, keep).result
    }

    /// The texts under `path` of every output; `-` where there is none.
    private func column(_ result: PaperResult, _ path: String...) -> [String] {
        result.documents.map { document in
            let value = path.reduce(Optional(document)) { $0?[$1] }
            return value.map { $0.isNull ? "-" : $0.stringValue ?? $0.canonicalText } ?? "-"
        }
    }

    func testTheKillSwitchTripsOnceAndStaysLatched() throws {
        let result = try run(["kill_switch_enabled": true, "initial_capital": "100"])
        XCTAssertEqual(result.digest.short, "ffe51d7c4604f23c")
        XCTAssertEqual(column(result, "kill_switch_triggered"), ["false", "true", "true", "true", "true"])
        XCTAssertEqual(column(result, "drawdown_check", "equity"), ["99.97500000", "94.97500000", "-", "-", "-"])
        XCTAssertEqual(
            column(result, "gating_result", "reason"),
            ["PASS", "PASS", "KILL_SWITCH_ACTIVE", "KILL_SWITCH_ACTIVE", "KILL_SWITCH_ACTIVE"])
        XCTAssertEqual(
            column(result, "gating_result", "details", "kill_switch_state", "reason").suffix(3),
            Array(repeating: "DRAWDOWN_LIMIT", count: 3))
        XCTAssertEqual([result.eventsGated, result.ordersBlocked, result.ordersPlaced, result.totalFills], [3, 0, 10, 5])
        XCTAssertEqual(result.finalEquity?.equity.description, "84.97500000")
        XCTAssertEqual(result.finalEquity?.drawdownPct, 15.025)
        XCTAssertEqual(result.finalEquity?.highWaterMark.description, "100")
    }

    func testGuardV1StopsEntriesWhenThePortfolioLost() throws {
        let result = try run([
            "dd_guard_v1_enabled": true, "initial_capital": "100", "dd_guard_v1_config": ["portfolio_dd_limit": "0.10"],
        ])
        XCTAssertEqual(result.digest.short, "04900f4cb18bf2e1")
        XCTAssertEqual(column(result, "blocked_by_dd_guard_v1"), ["false", "false", "true", "true", "true"])
        XCTAssertEqual(
            column(result, "dd_guard_v1_decision", "reason"),
            ["-", "-"] + Array(repeating: "DD_PORTFOLIO_BREACH", count: 3), "only a refusal is put out")
        XCTAssertEqual(
            column(result, "dd_guard_v1_decision", "state"),
            ["-", "-"] + Array(repeating: "DRAWDOWN", count: 3))
    }

    func testGuardV1StopsEveryoneWhenOneSymbolLost() throws {
        let result = try run([
            "dd_guard_v1_enabled": true, "initial_capital": "10000",
            "dd_guard_v1_config": ["portfolio_dd_limit": "0.50", "symbol_dd_budgets": ["TESTUSDT": "5"]],
        ])
        XCTAssertEqual(result.digest.short, "af471977ce8a9402")
        XCTAssertEqual(
            column(result, "dd_guard_v1_decision", "reason"),
            ["-"] + Array(repeating: "DD_SYMBOL_BREACH", count: 4))
        XCTAssertEqual(column(result, "symbol")[3], "TEST2USDT")
        XCTAssertEqual(column(result, "blocked_by_dd_guard_v1")[3], "true")
    }

    func testNegativeEquityCostsTheTick() throws {
        let result = try run([
            "dd_guard_v1_enabled": true, "initial_capital": "10", "dd_guard_v1_config": ["portfolio_dd_limit": "1"],
        ])
        XCTAssertEqual(result.digest.short, "209221f41feefdc8")
        XCTAssertEqual(result.outputs, 2)
        XCTAssertEqual(result.failures.map(\.fault), Array(repeating: EventFault.negativeEquity, count: 3))
    }
}
