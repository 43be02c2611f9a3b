import Domain
import Policies
import XCTest

/// Rows of policies specification, section 3.8, "L2 gating": size 1, NATR 1000, limit 200.
final class L2GateTests: XCTestCase {
    private let shock = "REGIME_VOL_SHOCK"

    private func row(
        _ book: BookImpact?, ratio: String? = nil, limit: Int = 200,
        _ config: (inout AdaptiveGridConfig) -> Void = { _ in }
    ) throws -> String {
        let policy = try adaptive {
            $0.l2GatingEnabled = true
            $0.l2ImpactBpsLimit = limit
            $0.sizePerLevel = dec("1")
            config(&$0)
        }
        let conditions = PolicyConditions(book: book, budgetRatio: ratio.map { dec($0) })
        return try policy.plan(tickFeatures { $0.natrBps = 1000 }, conditions).row
    }

    private func open(_ codes: String...) -> String { full("2/2 1 x2 NONE", codes) }
    private func full(_ grid: String, _ codes: [String]) -> String {
        "VOL_SHOCK 450.0 500.0 \(grid) " + ([shock] + codes).joined(separator: ", ")
    }

    func testOpenGate() throws {
        XCTAssertEqual(try row(nil), open())
        XCTAssertEqual(try row(impact(buy: 199, sell: 199)), open())
        XCTAssertEqual(
            try row(impact(buy: 900, sell: 900, thinBuy: true, thinSell: true)) { $0.l2GatingEnabled = false }, open())
    }

    func testOneSide() throws {
        let noBuy = "2/0 1 x2 NONE"
        let noSell = "0/2 1 x2 NONE"
        XCTAssertEqual(try row(impact(buy: 200)), full(noBuy, ["L2_IMPACT_BUY_HIGH", "L2_BLOCK_BUY"]))
        XCTAssertEqual(try row(impact(sell: 200)), full(noSell, ["L2_IMPACT_SELL_HIGH", "L2_BLOCK_SELL"]))
        XCTAssertEqual(
            try row(impact(buy: 500, thinBuy: true)), full(noBuy, ["L2_INSUFFICIENT_DEPTH_BUY", "L2_BLOCK_BUY"]))
        XCTAssertEqual(
            try row(impact(sell: 500, thinSell: true)), full(noSell, ["L2_INSUFFICIENT_DEPTH_SELL", "L2_BLOCK_SELL"]))
    }

    func testBothSides() throws {
        let closed = "0/0 [] HARD"
        XCTAssertEqual(
            try row(impact(buy: 200, sell: 200)), full(closed, ["L2_IMPACT_BUY_HIGH", "L2_IMPACT_SELL_HIGH"]))
        XCTAssertEqual(
            try row(impact(thinBuy: true, thinSell: true)),
            full(closed, ["L2_INSUFFICIENT_DEPTH_BUY", "L2_INSUFFICIENT_DEPTH_SELL"]))
        XCTAssertEqual(
            try row(impact(sell: 200, thinBuy: true)),
            full(closed, ["L2_INSUFFICIENT_DEPTH_BUY", "L2_IMPACT_SELL_HIGH"]))
        XCTAssertEqual(
            try row(impact(buy: 200, thinSell: true)),
            full(closed, ["L2_INSUFFICIENT_DEPTH_SELL", "L2_IMPACT_BUY_HIGH"]))
        XCTAssertEqual(
            try row(impact(buy: 67, sell: 67), limit: 50), full(closed, ["L2_IMPACT_BUY_HIGH", "L2_IMPACT_SELL_HIGH"]))
    }

    func testWithBudgetRatio() throws {
        let buy = ["L2_IMPACT_BUY_HIGH", "L2_BLOCK_BUY"]
        let both = ["L2_IMPACT_BUY_HIGH", "L2_IMPACT_SELL_HIGH"]
        XCTAssertEqual(try row(impact(buy: 200), ratio: "0.5"), full("2/0 0.5 x2 NONE", buy + ["DD_SCALE_APPLIED"]))
        XCTAssertEqual(try row(impact(buy: 200), ratio: "0"), full("0/0 [] HARD", buy + ["DD_BLOCK_ENTRIES"]))
        XCTAssertEqual(
            try row(impact(buy: 200, sell: 200), ratio: "0.5"), full("0/0 [] HARD", both + ["DD_SCALE_APPLIED"]))
        XCTAssertEqual(
            try row(impact(buy: 200, sell: 200), ratio: "0"), full("0/0 [] HARD", both + ["DD_BLOCK_ENTRIES"]))
    }

    func testSizesFollowTheRemainingSide() throws {
        let policy = try adaptive { $0.l2GatingEnabled = true; $0.sizePerLevel = dec("1") }
        let trend = tickFeatures { $0.netReturnBps = 201; $0.rangeScore = 3; $0.natrBps = 200 }
        XCTAssertEqual(
            try policy.plan(trend, PolicyConditions(book: impact(sell: 200))).row,
            "TREND_UP 60.0 575.0 0/9 1 x9 NONE REGIME_TREND_UP, ASYMMETRIC_GRID, L2_IMPACT_SELL_HIGH, L2_BLOCK_SELL")
    }

    func testClosedGateWithAutoSizingFails() {
        XCTAssertThrowsError(
            try row(impact(buy: 200, sell: 200)) {
                $0.autoSizingEnabled = true
                $0.equity = dec("10000")
                $0.drawdownBudget = dec("0.2")
                $0.adverseMove = dec("0.25")
            }
        ) { XCTAssertEqual("\($0)", "levels must be >= 1, got 0") }
    }
}
