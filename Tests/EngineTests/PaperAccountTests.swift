// Equity, the two guards and the operator hooks: paper specification, sections 8, 9 and 13. The numbers are those
// of the fixture sample_day_allowed.

import struct DecimalArithmetic.Decimal
import Domain
import Engine
import Risk
import XCTest

final class PaperAccountTests: XCTestCase {
    private var symbols = Symbols()

    // MARK: - Section 8

    func testDrawdownTripsTheKillSwitchOnce() throws {
        var account = try account(withKillSwitchAndCapital: "100")
        account.recordPrice(symbols("TESTUSDT"), decimal("1.00005"))
        try account.apply(sampleFills("1.00"))
        let first = try XCTUnwrap(account.checkDrawdown(atMs: 1000))
        XCTAssertEqual(
            JSONValue.document(first.check).canonicalText,
            #"{"details":null,"drawdown_pct":0.025,"equity":"99.97500000","high_water_mark":"100","threshold_pct":5.0,"triggered":false}"#)
        XCTAssertFalse(first.tripped)
        account.recordPrice(symbols("TESTUSDT"), decimal("1.01005"))
        let second = try XCTUnwrap(account.checkDrawdown(atMs: 2000))
        XCTAssertEqual(
            JSONValue.document(second.check).canonicalText,
            #"{"details":{"trigger_drawdown_pct":5.025,"trigger_equity":"94.97500000"},"drawdown_pct":5.025,"equity":"94.97500000","high_water_mark":"100","threshold_pct":5.0,"triggered":true}"#)
        XCTAssertTrue(second.tripped)
        XCTAssertEqual(account.killSwitch.state.trip?.timeMs, 2000)
        let third = try XCTUnwrap(account.checkDrawdown(atMs: 3000))
        XCTAssertTrue(third.check.isTriggered)
        XCTAssertFalse(third.tripped, "the switch is latched already")
        XCTAssertEqual(account.fillCount, 5)
        account.reset()
        XCTAssertFalse(account.killSwitch.isTriggered)
        XCTAssertEqual(account.drawdownGuard?.isTriggered, false)
        XCTAssertEqual(try account.equity.description, "100")
    }

    func testWithoutTheGuardsNothingIsChecked() throws {
        var account = PaperAccount()
        XCTAssertNil(try account.checkDrawdown(atMs: 1))
        XCTAssertNil(try account.reviewRiskIncrease(symbols("A"), plan: plan(levels: 5)))
    }

    // MARK: - Section 9

    func testThePortfolioBreach() throws {
        var account = try account(capital: "100", limit: "0.10")
        let symbol = symbols("TESTUSDT")
        let rows: [(String, String, String)] = [
            ("1.00005", "0", "NORMAL_STATE"), ("1.01005", "0.05025000", "NORMAL_STATE"),
            ("1.02005", "0.10025000", "DD_PORTFOLIO_BREACH"),
        ]
        for (index, (midPrice, drawdown, reason)) in rows.enumerated() {
            account.recordPrice(symbol, decimal(midPrice))
            let decision = try XCTUnwrap(account.reviewRiskIncrease(symbol, plan: plan(levels: 5)))
            XCTAssertEqual(account.drawdownGuardV1?.portfolioDrawdown.description, drawdown)
            XCTAssertEqual(decision.reason.rawValue, reason)
            if index == 0 { try account.apply(sampleFills("1.00")) }
        }
        XCTAssertEqual(account.drawdownGuardV1?.symbolLosses[symbol]?.description, "10.02500000")
        XCTAssertNil(
            try account.reviewRiskIncrease(symbol, plan: plan(levels: 0)), "a plan without levels only cancels")
    }

    func testTheSymbolBreach() throws {
        let symbol = symbols("TESTUSDT")
        var account = try account(capital: "10000", limit: "0.50", budget: (symbol, "5"))
        account.recordPrice(symbol, decimal("1.00005"))
        try account.apply(sampleFills("1.00"))
        account.recordPrice(symbol, decimal("1.01005"))
        let decision = try XCTUnwrap(account.reviewRiskIncrease(symbol, plan: plan(levels: 5)))
        XCTAssertEqual(
            JSONValue.document(decision, symbols.table)["details"]?.canonicalText,
            #"{"portfolio_dd_limit":"0.50","portfolio_dd_pct":"0.00050250","symbol":"TESTUSDT","symbol_breached":true,"symbol_budget":"5","symbol_loss":"5.02500000"}"#)
        account.recordPrice(symbol, decimal("1.02005"))
        let other = try XCTUnwrap(account.reviewRiskIncrease(symbols("TEST2USDT"), plan: plan(levels: 5)))
        XCTAssertEqual(
            JSONValue.document(other, symbols.table)["details"]?.canonicalText,
            #"{"portfolio_dd_limit":"0.50","portfolio_dd_pct":"0.00100250","symbol":"TEST2USDT"}"#)
    }

    func testNegativeEquityFailsTheTick() throws {
        var account = try account(capital: "10", limit: "1")
        let symbol = symbols("TESTUSDT")
        account.recordPrice(symbol, decimal("1.00005"))
        try account.apply(sampleFills("1.00"))
        account.recordPrice(symbol, decimal("1.02005"))
        XCTAssertThrowsError(try account.reviewRiskIncrease(symbol, plan: plan(levels: 5))) {
            XCTAssertEqual(
                ($0 as? DrawdownGuardError)?.explanation(symbols.table), "equity_current must be >= 0, got -0.02500000")
        }
    }

    /// A flat symbol that realised a loss still counts; a winner is not listed.
    func testLossesAreListedInTheOrderOfTheLastPrices() throws {
        var account = try account(capital: "1000", limit: "1")
        for name in ["C", "A", "B"] { account.recordPrice(symbols(name), decimal("10")) }
        try account.apply([
            Fill(symbols("A"), .buy, "1", "12"), Fill(symbols("A"), .sell, "1", "11"),
            Fill(symbols("B"), .buy, "1", "9"), Fill(symbols("C"), .sell, "2", "9"),
        ])
        _ = try account.reviewRiskIncrease(symbols("A"), plan: plan(levels: 1))
        let losses = try XCTUnwrap(account.drawdownGuardV1?.symbolLosses)
        XCTAssertEqual(losses.symbols, [symbols("C"), symbols("A")])
        XCTAssertEqual((0..<2).map { losses[at: $0].description }, ["2", "1"])
        XCTAssertEqual(try account.equity.description, "998")
    }

    // MARK: - Section 13

    func testFlatten() throws {
        let rows: [(String, OrderSide, String, String, String, Int, String, String)] = [
            (
                "BTCUSDT", .buy, "0.1", "50000", "45000", 2000, "flatten_2000_BTCUSDT_SELL_45000",
                #"{"avg_entry_price":"0","quantity":"0.0","realized_pnl":"-500.0"}"#
            ),
            (
                "ETHUSDT", .sell, "2.50", "3000.00", "2990.5", 2001, "flatten_2001_ETHUSDT_BUY_2990.5",
                #"{"avg_entry_price":"0","quantity":"0.00","realized_pnl":"23.7500"}"#
            ),
        ]
        for (name, side, quantity, entry, price, timeMs, id, after) in rows {
            var account = PaperAccount()
            try account.apply([Fill(symbols(name), side, quantity, entry)])
            let result = try account.flatten(symbols(name), price: decimal(price), at: EventTime(milliseconds: timeMs))
            let document = JSONValue.document(result, symbols.table)
            XCTAssertEqual(result.reason, .executed)
            XCTAssertEqual(document["fill"]?["order_id"]?.stringValue, id)
            XCTAssertEqual(document["fill"]?["quantity"]?.stringValue, quantity)
            XCTAssertEqual(document["position_after"]?.canonicalText, after)
            XCTAssertEqual(account.fillCount, 2)
            XCTAssertEqual(account.lastPrices[symbols(name)]?.description, price)
        }
    }

    func testFlattenAsksGuardV1() throws {
        var account = try account(capital: "100", limit: "0.10")
        let symbol = symbols("A")
        XCTAssertEqual(
            try account.flatten(symbol, price: decimal("1"), at: EventTime(milliseconds: 1)).reason, .noPosition)
        for (midPrice, reason) in [("10", GuardReason.normalState), ("1", .reduceRiskAllowed)] {
            try account.apply([Fill(symbol, .buy, "2", "10")])
            account.recordPrice(symbol, decimal(midPrice))
            _ = try account.reviewRiskIncrease(symbol, plan: plan(levels: 1))
            let result = try account.flatten(symbol, price: decimal(midPrice), at: EventTime(milliseconds: 2))
            XCTAssertEqual(result.decision?.reason, reason)
            XCTAssertTrue(result.executed)
        }
        XCTAssertEqual(account.resetDrawdownGuardV1().stateBefore, .drawdown)
        XCTAssertEqual(
            JSONValue.document(account.resetDrawdownGuardV1()).canonicalText,
            #"{"reason":"RESET_TO_NORMAL","reset":true,"state_after":"NORMAL","state_before":"NORMAL"}"#)
        var unguarded = PaperAccount()
        XCTAssertEqual(
            JSONValue.document(unguarded.resetDrawdownGuardV1()).canonicalText,
            #"{"reason":"DD_GUARD_V1_NOT_ENABLED","reset":false,"state_after":null,"state_before":null}"#)
    }

    func testTheStableNamesOfTheHooks() {
        XCTAssertEqual(
            FlattenReason.allCases.map(\.rawValue), ["FLATTEN_EXECUTED", "NO_POSITION", "REDUCE_RISK_BLOCKED"])
        XCTAssertEqual(FlattenReason.caseCount, FlattenReason.allCases.count)
        XCTAssertEqual(GuardResetReason.allCases.map(\.rawValue), ["RESET_TO_NORMAL", "DD_GUARD_V1_NOT_ENABLED"])
        XCTAssertEqual(GuardResetReason.caseCount, GuardResetReason.allCases.count)
    }

    // MARK: - Helpers

    private func account(withKillSwitchAndCapital capital: String) throws -> PaperAccount {
        let capital = decimal(capital)
        return PaperAccount(initialCapital: capital, drawdownGuard: try DrawdownGuard(initialCapital: capital))
    }

    private func account(
        capital: String, limit: String, budget: (SymbolID, String)? = nil
    ) throws -> PaperAccount {
        var budgets = DrawdownBudgets()
        budgets.portfolioLimit = decimal(limit)
        if let (symbol, amount) = budget { budgets.bySymbol.set(decimal(amount), for: symbol) }
        return PaperAccount(initialCapital: decimal(capital), drawdownGuardV1: try DrawdownGuardV1(budgets))
    }

    private func sampleFills(_ price: String) -> [Fill] {
        (1...5).map { Fill(symbols("TESTUSDT"), .sell, "100.000", price, timeMs: $0) }
    }

    private func plan(levels: Int) -> GridPlan {
        GridPlan(
            mode: .bilateral, centerPrice: decimal("1"), spacingBps: BasisPoints(10), levelsUp: levels,
            levelsDown: levels, sizes: .uniform(decimal("1"), count: levels))
    }
}
