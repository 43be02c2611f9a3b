// The tables of the gating specification, section 9.7.

import struct DecimalArithmetic.Decimal
import Domain
import Risk
import XCTest

final class DrawdownGuardV1Tests: XCTestCase {
    private var symbols = Symbols()
    private var subject = try! DrawdownGuardV1()

    override func setUpWithError() throws {
        subject = try makeGuard([("BTCUSDT", "1000"), ("ETHUSDT", "500")])
    }

    func testPortfolioBreach() throws {
        try update("100000", "100000")
        XCTAssertEqual(decision(.increaseRisk, "BTCUSDT"), "true NORMAL_STATE NORMAL null")
        XCTAssertEqual(decision(.reduceRisk, "BTCUSDT"), "true NORMAL_STATE NORMAL null")
        XCTAssertEqual(decision(.cancel), "true CANCEL_ALWAYS_ALLOWED NORMAL null")
        try update("80000.01", "100000")
        XCTAssertEqual(state, "NORMAL 0.1999999 [] -")
        try update("80000", "100000")
        XCTAssertEqual(state, "DRAWDOWN 0.2 [] DD_PORTFOLIO_BREACH")
        XCTAssertEqual(
            decision(.increaseRisk, "BTCUSDT"),
            #"false DD_PORTFOLIO_BREACH DRAWDOWN {"portfolio_dd_limit":"0.20","portfolio_dd_pct":"0.2","symbol":"BTCUSDT"}"#)
        XCTAssertEqual(
            decision(.increaseRisk),
            #"false DD_PORTFOLIO_BREACH DRAWDOWN {"portfolio_dd_limit":"0.20","portfolio_dd_pct":"0.2"}"#)
        XCTAssertEqual(decision(.reduceRisk), "true REDUCE_RISK_ALLOWED DRAWDOWN null")
        XCTAssertEqual(decision(.cancel), "true CANCEL_ALWAYS_ALLOWED DRAWDOWN null")
        try update("120000", "100000", [("BTCUSDT", "2000")])
        XCTAssertEqual(state, "DRAWDOWN 0 [] DD_PORTFOLIO_BREACH")
        XCTAssertEqual(subject.symbolLosses[symbols("BTCUSDT")]?.description, "2000")
        XCTAssertTrue(decision(.increaseRisk, "BTCUSDT").contains(#""portfolio_dd_pct":"0","#))
        subject.reset()
        XCTAssertTrue(subject.symbolLosses.isEmpty)
        try update("110000", "100000")
        XCTAssertEqual(state, "NORMAL 0 [] -")
    }

    func testSymbolBreach() throws {
        try update("95000", "100000", [("BTCUSDT", "999.99"), ("XRP", "99999")])
        XCTAssertEqual(state, "NORMAL 0.05 [] -")
        try update("95000", "100000", [("ETHUSDT", "500"), ("BTCUSDT", "1500")])
        XCTAssertEqual(state, "DRAWDOWN 0.05 [ETHUSDT,BTCUSDT] DD_SYMBOL_BREACH")
        XCTAssertEqual(
            decision(.increaseRisk, "BTCUSDT"),
            #"false DD_SYMBOL_BREACH DRAWDOWN {"portfolio_dd_limit":"0.20","portfolio_dd_pct":"0.05","symbol":"BTCUSDT","symbol_breached":true,"symbol_budget":"1000","symbol_loss":"1500"}"#)
        XCTAssertEqual(
            decision(.increaseRisk, "BNB"),
            #"false DD_SYMBOL_BREACH DRAWDOWN {"portfolio_dd_limit":"0.20","portfolio_dd_pct":"0.05","symbol":"BNB"}"#)
        try update("50000", "100000", [("BTCUSDT", "10")])
        XCTAssertEqual(state, "DRAWDOWN 0.5 [ETHUSDT,BTCUSDT] DD_SYMBOL_BREACH")
        XCTAssertTrue(decision(.increaseRisk, "ETHUSDT").hasSuffix(#""symbol_loss":"0"}"#))
    }

    func testThePortfolioIsJudgedFirst() throws {
        try update("80000", "100000", [("BTCUSDT", "5000")])
        XCTAssertEqual(state, "DRAWDOWN 0.2 [] DD_PORTFOLIO_BREACH")
    }

    func testABudgetOfZero() throws {
        subject = try makeGuard([("A", "0")])
        try update("100", "100")
        XCTAssertEqual(state, "NORMAL 0 [] -")
        try update("100", "100", [("A", "0")])
        XCTAssertEqual(state, "DRAWDOWN 0 [A] DD_SYMBOL_BREACH")
        XCTAssertTrue(decision(.increaseRisk, "A").hasSuffix(#""symbol_budget":null,"symbol_loss":"0"}"#))
    }

    func testFractions() throws {
        for (limit, current, start, expected) in [
            ("0.20", "2", "3", "DRAWDOWN 0.3333333333333333333333333333 [] DD_PORTFOLIO_BREACH"),
            ("0.20", "2.4", "3", "DRAWDOWN 0.2 [] DD_PORTFOLIO_BREACH"),
            ("0.9", "99.975", "100", "NORMAL 0.00025 [] -"), ("0.9", "9500.00", "10000", "NORMAL 0.05 [] -"),
            ("1", "0", "100", "DRAWDOWN 1 [] DD_PORTFOLIO_BREACH"),
        ] {
            subject = try makeGuard([], limit: limit)
            try update(current, start)
            XCTAssertEqual(state, expected)
        }
    }

    func testValuesThatAreRefusedChangeNothing() throws {
        try update("90000", "100000", [("BTCUSDT", "7")])
        for (current, start, losses, text) in [
            ("1", "0", [], "equity_start must be > 0, got 0"), ("1", "-1", [], "equity_start must be > 0, got -1"),
            ("-0.01", "100", [], "equity_current must be >= 0, got -0.01"),
            ("1", "100", [("B", "1"), ("A", "-1"), ("C", "-2")], "symbol_loss for A must be >= 0 (loss), got -1"),
        ] {
            XCTAssertThrowsError(try update(current, start, losses)) {
                XCTAssertEqual(($0 as? DrawdownGuardError)?.explanation(symbols.table), text)
            }
            XCTAssertEqual(state, "NORMAL 0.1 [] -")
            XCTAssertEqual(subject.symbolLosses[symbols("BTCUSDT")]?.description, "7")
        }
    }

    func testBudgetsThatAreRefused() throws {
        for (limit, budget, text) in [
            ("0", "1", "portfolio_dd_limit must be > 0, got 0"), ("-0.1", "-1", "portfolio_dd_limit must be > 0, got -0.1"),
            ("1.01", "1", "portfolio_dd_limit must be <= 1.0, got 1.01"),
            ("1", "-1", "symbol_dd_budget for A must be >= 0, got -1"),
        ] {
            XCTAssertThrowsError(try makeGuard([("A", budget)], limit: limit)) {
                XCTAssertEqual(($0 as? DrawdownGuardError)?.explanation(symbols.table), text)
            }
        }
        XCTAssertThrowsError(try makeGuard([], limit: "NaN")) {
            XCTAssertEqual($0 as? DrawdownGuardError, .decimal(.invalidOperation))
        }
    }

    // MARK: - Helpers

    private var state: String {
        let breached = subject.breachedSymbols.map { symbols.table.text($0) }.joined(separator: ",")
        return "\(subject.state.rawValue) \(subject.portfolioDrawdown) [\(breached)] \(subject.triggerReason?.rawValue ?? "-")"
    }

    private func makeGuard(_ budgets: [(String, String)], limit: String = "0.20") throws -> DrawdownGuardV1 {
        var configured = DrawdownBudgets()
        configured.portfolioLimit = decimal(limit)
        for (name, budget) in budgets { configured.bySymbol.set(decimal(budget), for: symbols(name)) }
        return try DrawdownGuardV1(configured)
    }

    private func update(_ current: String, _ start: String, _ losses: [(String, String)] = []) throws {
        let map = symbols.map(losses.map { (symbols($0.0), $0.1) })
        try subject.update(equityCurrent: decimal(current), equityStart: decimal(start), symbolLosses: map)
    }

    private func decision(_ intent: RiskIntent, _ name: String? = nil) -> String {
        let decision = subject.allow(intent, symbol: name.map { symbols($0) })
        let details = JSONValue.document(decision, symbols.table)["details"]?.canonicalText ?? ""
        return "\(decision.allowed) \(decision.reason.rawValue) \(decision.state.rawValue) \(details)"
    }
}
