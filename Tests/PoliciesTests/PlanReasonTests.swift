import Domain
import Policies
import XCTest

final class PlanReasonTests: XCTestCase {
    /// Every code of the specification, reached; PAUSED by no rule of v1, so by its mapping.
    func testEveryReasonIsReached() throws {
        let gated = try adaptive { $0.l2GatingEnabled = true }
        var plans: [GridPlan] = []
        func add(
            _ conditions: PolicyConditions = PolicyConditions(), _ change: (inout PolicyFeatures) -> Void = { _ in }
        ) throws {
            plans.append(try gated.plan(tickFeatures(change), conditions))
        }
        try add()
        try add { $0.netReturnBps = 201; $0.rangeScore = 3 }
        try add { $0.netReturnBps = -201; $0.rangeScore = 3 }
        try add { $0.natrBps = 501 }
        try add { $0.spreadBps = 101 }
        try add { $0.warmupBars = 14 }
        try add(PolicyConditions(toxicity: .blocked))
        try add(PolicyConditions(killSwitchActive: true))
        try add(PolicyConditions(book: impact(sell: 200, thinBuy: true)))
        try add(PolicyConditions(book: impact(buy: 200, thinSell: true)))
        try add(PolicyConditions(book: impact(buy: 200)))
        try add(PolicyConditions(book: impact(sell: 200)))
        try add(PolicyConditions(budgetRatio: dec("0.5")))
        try add(PolicyConditions(budgetRatio: dec("0")))
        let reached = Set(plans.flatMap { plan in (0..<plan.reasons.count).map { plan.reasons[$0].rawValue } })
        let all = Set(PlanReason.allCases.map(\.rawValue))
        XCTAssertEqual(all.subtracting(reached), ["REGIME_PAUSED"])
        XCTAssertEqual(Regime.paused.planReason, .regimePaused)
        XCTAssertEqual(PlanReason.allCases.count, 18)
    }

    func testLongestListFits() throws {
        let policy = try adaptive { $0.l2GatingEnabled = true }
        let features = tickFeatures { $0.netReturnBps = 201; $0.rangeScore = 3; $0.warmupBars = 14 }
        let plan = try policy.plan(
            features, PolicyConditions(book: impact(buy: 200), budgetRatio: dec("0.5")))
        XCTAssertEqual(plan.reasons.count, 6)
        XCTAssertLessThanOrEqual(plan.reasons.count, PlanReasons.capacity)
        XCTAssertEqual(PlanReasons(packed: plan.reasons.packed, count: plan.reasons.count), plan.reasons)
    }

    func testStableNamesCountTheirCases() {
        XCTAssertEqual(PlanReason.caseCount, PlanReason.allCases.count)
        XCTAssertEqual(EventFault.caseCount, EventFault.allCases.count)
        XCTAssertEqual(Regime.caseCount, Regime.allCases.count)
        XCTAssertEqual(RegimeReason.caseCount, RegimeReason.allCases.count)
        XCTAssertEqual(ControllerMode.caseCount, ControllerMode.allCases.count)
        XCTAssertEqual(ControllerReason.caseCount, ControllerReason.allCases.count)
        XCTAssertEqual(SizingMode.caseCount, SizingMode.allCases.count)
        XCTAssertEqual(RiskTier.caseCount, RiskTier.allCases.count)
        XCTAssertEqual(TopKGate.caseCount, TopKGate.allCases.count)
        XCTAssertEqual(CheckedQuantity.caseCount, CheckedQuantity.allCases.count)
        XCTAssertEqual(RangeViolation.Requirement.caseCount, RangeViolation.Requirement.allCases.count)
    }

    func testScheduleStaysUniformWhileSizesPrintAlike() {
        var sizes = SizeSchedule.empty
        XCTAssertNil(sizes.size(at: 0))
        for _ in 0..<3 { sizes.append(dec("1.0")) }
        guard case .uniform(_, 3) = sizes else { return XCTFail("equal sizes were listed") }
        sizes.append(dec("1.00"))
        sizes.append(dec("2"))
        guard case .listed(let list) = sizes else { return XCTFail("1.0 and 1.00 print differently") }
        XCTAssertEqual(list.map(\.description), ["1.0", "1.0", "1.0", "1.00", "2"])
    }
}
