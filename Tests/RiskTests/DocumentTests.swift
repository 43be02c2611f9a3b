// Every document twice: what is written straight in canonical form equals the canonical form of the tree.

import struct DecimalArithmetic.Decimal
import Domain
import XCTest

@testable import Risk

final class DocumentTests: XCTestCase {
    private var symbols = Symbols()

    func testGatingResults() throws {
        let symbol = symbols("A\"é")
        let rate = RateUse(currentCount: 3, perMinuteMax: 60)
        let use = NotionalUse(symbolNotional: decimal("1.0"), totalNotional: decimal("2E+3"))
        let trip = try XCTUnwrap(trippedSwitch().trip)
        let results: [GatingResult] = [
            .allow(), .block(.killSwitchActive),
            .block(.cooldownActive, .cooldown(Cooldown(elapsedMs: -5, cooldownMs: 100))),
            .block(.rateLimitExceeded, .rateLimited(rate, windowStartMs: -59_995)),
            .allow(.rateUse(rate)),
            .block(.dailyLossLimitExceeded, .dailyLoss(DailyLoss(totalPnl: decimal("-1E-8"), limit: decimal("5.0")))),
            .block(.maxNotionalExceeded, .notionalBreach(breach(.symbol))),
            .block(.maxNotionalExceeded, .notionalBreach(breach(.total))),
            .allow(.notionalUse(use)),
            .block(
                .spreadSpike,
                .spreadSpike(
                    spreadBps: BasisPoints(75, isInteger: true), limitBps: BasisPoints(50), excessBps: BasisPoints(25))),
            .block(
                .priceImpactHigh,
                .priceImpact(
                    PriceImpact(
                        changeBps: 599.7, limitBps: BasisPoints(500), oldestPrice: decimal("1.0005"),
                        currentPrice: decimal("1.0605"), windowMs: 2000))),
            .allow(.calm(spreadBps: BasisPoints(1.5), limitBps: BasisPoints(50), pricesInWindow: 7)),
            .allow(.allGates(rate, use)),
            .block(.killSwitchActive, .killSwitch(KillSwitchState(trip))),
            .block(.killSwitchActive, .killSwitch(KillSwitchState())),
        ]
        for result in results {
            var buffer = ByteBuffer()
            buffer.appendCanonical(result, symbol: symbol, symbols.table)
            let tree = JSONValue.document(result, symbol: symbol, symbols.table)
            XCTAssertEqual(buffer.string, tree.canonicalText)
        }
    }

    func testDrawdownChecks() throws {
        var drawdownGuard = try DrawdownGuard(initialCapital: decimal("100"))
        for equity in ["100", "90", "95"] {
            let check = try drawdownGuard.update(equity: decimal(equity))
            var buffer = ByteBuffer()
            buffer.appendCanonical(check)
            XCTAssertEqual(buffer.string, JSONValue.document(check).canonicalText)
        }
    }

    func testKillSwitchStates() throws {
        var bare = KillSwitch<DrawdownTrip>()
        bare.trip(.manual, atMs: 7)
        for state in [KillSwitchState(), bare.state, try trippedSwitch()] {
            var buffer = ByteBuffer()
            buffer.appendCanonical(state)
            XCTAssertEqual(buffer.string, JSONValue.document(state) { .document($0) }.canonicalText)
        }
        var buffer = ByteBuffer()
        buffer.appendCanonical(try trippedSwitch())
        XCTAssertEqual(
            buffer.string,
            #"{"details":{"drawdown_pct":5.025,"equity":"94.97500000","high_water_mark":"100","threshold_pct":5.0},"reason":"DRAWDOWN_LIMIT","triggered":true,"triggered_at_ts":2000}"#)
    }

    func testGuardDecisions() throws {
        let symbol = symbols("A")
        var budgets = DrawdownBudgets()
        budgets.bySymbol = symbols.map([(symbol, "0"), (symbols("B"), "5")])
        var drawdownGuard = try DrawdownGuardV1(budgets)
        var decisions = [drawdownGuard.allow(.cancel), drawdownGuard.allow(.increaseRisk, symbol: symbol)]
        try drawdownGuard.update(
            equityCurrent: decimal("100"), equityStart: decimal("100"),
            symbolLosses: symbols.map([(symbol, "0"), (symbols("B"), "5.0")]))
        decisions += [
            drawdownGuard.allow(.increaseRisk), drawdownGuard.allow(.increaseRisk, symbol: symbol),
            drawdownGuard.allow(.increaseRisk, symbol: symbols("B")),
            drawdownGuard.allow(.increaseRisk, symbol: symbols("C")), drawdownGuard.allow(.reduceRisk),
        ]
        for decision in decisions {
            var buffer = ByteBuffer()
            buffer.appendCanonical(decision, symbols.table)
            XCTAssertEqual(buffer.string, JSONValue.document(decision, symbols.table).canonicalText)
        }
    }

    private func breach(_ scope: NotionalScope) -> NotionalBreach {
        NotionalBreach(
            scope: scope, current: decimal("0"), proposed: decimal("5000050.00"), newTotal: decimal("5000050.00"),
            limit: decimal("5000"))
    }

    private func trippedSwitch() throws -> KillSwitchState<DrawdownTrip> {
        var drawdownGuard = try DrawdownGuard(initialCapital: decimal("100"))
        let check = try drawdownGuard.update(equity: decimal("94.97500000"))
        var killSwitch = KillSwitch<DrawdownTrip>()
        return killSwitch.trip(.drawdownLimit, atMs: 2000, details: DrawdownTrip(check))
    }
}
