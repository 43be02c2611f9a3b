// The stable strings: a member that is added, removed or renamed fails here.

import Domain
import Risk
import XCTest

final class StableNameTests: XCTestCase {
    func testEveryNameOfTheSpecification() {
        check(GateName.self, ["rate_limiter", "risk_gate", "toxicity_gate"])
        check(
            GateReason.self,
            [
                "PASS", "RATE_LIMIT_EXCEEDED", "COOLDOWN_ACTIVE", "MAX_NOTIONAL_EXCEEDED",
                "DAILY_LOSS_LIMIT_EXCEEDED", "SPREAD_SPIKE", "PRICE_IMPACT_HIGH", "KILL_SWITCH_ACTIVE",
                "MAX_ORDERS_EXCEEDED", "DRAWDOWN_LIMIT_EXCEEDED",
            ])
        check(NotionalScope.self, ["symbol", "total"])
        check(KillSwitchReason.self, ["DRAWDOWN_LIMIT", "MANUAL", "ERROR"])
        check(GuardState.self, ["NORMAL", "DRAWDOWN"])
        check(RiskIntent.self, ["INCREASE_RISK", "REDUCE_RISK", "CANCEL"])
        check(
            GuardReason.self,
            ["NORMAL_STATE", "REDUCE_RISK_ALLOWED", "CANCEL_ALWAYS_ALLOWED", "DD_PORTFOLIO_BREACH", "DD_SYMBOL_BREACH"])
        XCTAssertEqual(GatingMetrics.allowedName, "grinder_gating_allowed_total")
        XCTAssertEqual(GatingMetrics.blockedName, "grinder_gating_blocked_total")
    }

    private func check<Name: StableName>(_ type: Name.Type, _ texts: [String], line: UInt = #line) {
        XCTAssertEqual(Name.allCases.map(\.rawValue), texts, line: line)
        XCTAssertEqual(Name.caseCount, texts.count, line: line)
        for name in Name.allCases { XCTAssertEqual(Name(code: name.code), name, line: line) }
    }
}
