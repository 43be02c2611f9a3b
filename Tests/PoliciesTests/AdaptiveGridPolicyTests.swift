import struct DecimalArithmetic.Decimal
import enum DecimalArithmetic.DecimalError
import Domain
import Policies
import XCTest

/// Rows of policies specification, section 3.8.
final class AdaptiveGridPolicyTests: XCTestCase {
    private func row(
        _ conditions: PolicyConditions = PolicyConditions(), _ features: (inout PolicyFeatures) -> Void = { _ in }
    ) throws -> String {
        try adaptive().plan(tickFeatures(features), conditions).row
    }

    func testRegimeRows() throws {
        let range = "RANGE 30.0 500.0 17/17 0.01 x17 NONE REGIME_RANGE"
        let thin = "THIN_BOOK 60.0 500.0 9/9 0.01 x9 NONE REGIME_THIN_BOOK"
        XCTAssertEqual(try row(), range)
        XCTAssertEqual(try row { $0.natrBps = 600 }, "VOL_SHOCK 270.0 500.0 2/2 0.01 x2 NONE REGIME_VOL_SHOCK")
        XCTAssertEqual(try row { $0.natrBps = 500 }, "RANGE 150.0 500.0 4/4 0.01 x4 NONE REGIME_RANGE")
        XCTAssertEqual(try row { $0.thinL1 = dec("0.09") }, thin)
        XCTAssertEqual(try row { $0.thinL1 = dec("0.1") }, range)
        XCTAssertEqual(try row { $0.thinL1 = nil; $0.spreadBps = 101 }, thin)
        XCTAssertEqual(try row { $0.spreadBps = 100 }, range)
        XCTAssertEqual(
            try row { $0.netReturnBps = 201; $0.rangeScore = 3 },
            "TREND_UP 30.0 575.0 20/17 0.01 x20 NONE REGIME_TREND_UP, ASYMMETRIC_GRID")
        XCTAssertEqual(try row { $0.netReturnBps = 200; $0.rangeScore = 3 }, range)
        XCTAssertEqual(try row { $0.netReturnBps = 201; $0.rangeScore = 4 }, range)
        XCTAssertEqual(
            try row { $0.netReturnBps = -201; $0.rangeScore = 0 },
            "TREND_DOWN 30.0 575.0 17/20 0.01 x20 NONE REGIME_TREND_DOWN, ASYMMETRIC_GRID")
        XCTAssertEqual(try row { $0.rangeScore = nil; $0.netReturnBps = 201 }, range)
        XCTAssertEqual(try row { $0.warmupBars = 14 }, range + ", WARMUP_INCOMPLETE")
        XCTAssertEqual(try row { $0.warmupBars = 15 }, range)
    }

    func testMarketIsNotClassifiedWithoutAllIdentifyingFeatures() throws {
        XCTAssertEqual(
            try row { $0.namesTick = false; $0.natrBps = 600 }, "RANGE 180.0 500.0 3/3 0.01 x3 NONE REGIME_RANGE")
        XCTAssertEqual(
            try row { $0.spreadBps = nil; $0.natrBps = 600 }, "RANGE 180.0 500.0 3/3 0.01 x3 NONE REGIME_RANGE")
        let bare = try adaptive().plan(PolicyFeatures(midPrice: dec("100")))
        XCTAssertEqual(bare.row, "RANGE 5.0 20.0 4/4 0.01 x4 NONE REGIME_RANGE, WARMUP_INCOMPLETE")
        XCTAssertFalse(try adaptive().isActive(PolicyFeatures(midPrice: dec("100"))))
        XCTAssertTrue(try adaptive().isActive(tickFeatures()))
    }

    func testKillSwitchAndToxicityPause() throws {
        let emergency = "THIN_BOOK 5.0 0.0 0/0 [] HARD REGIME_EMERGENCY"
        let toxic = "THIN_BOOK 5.0 0.0 0/0 [] HARD REGIME_TOXIC"
        let both = PolicyConditions(killSwitchActive: true, toxicity: .blocked, budgetRatio: dec("0.5"))
        XCTAssertEqual(try row(PolicyConditions(killSwitchActive: true)), emergency)
        XCTAssertEqual(try row(both), emergency)
        XCTAssertEqual(try row(PolicyConditions(toxicity: .blocked)), toxic)
        XCTAssertEqual(try row(PolicyConditions(toxicity: .blockedByPriceImpact)), toxic)
        let gated = try adaptive { $0.l2GatingEnabled = true }
        let closed = PolicyConditions(toxicity: .blocked, book: impact(buy: 200, sell: 200))
        XCTAssertEqual(try gated.plan(tickFeatures(), closed).row, toxic)
        XCTAssertEqual(
            try row(PolicyConditions(toxicity: .allowed)), "RANGE 30.0 500.0 17/17 0.01 x17 NONE REGIME_RANGE")
        let paused = try adaptive().plan(tickFeatures(), PolicyConditions(killSwitchActive: true))
        XCTAssertEqual(paused.mode, .bilateral)
    }

    func testBudgetRatio() throws {
        func ratio(_ text: String) throws -> String { try row(PolicyConditions(budgetRatio: dec(text))) }
        XCTAssertEqual(try ratio("0.5"), "RANGE 30.0 500.0 17/17 0.005 x17 NONE REGIME_RANGE, DD_SCALE_APPLIED")
        XCTAssertEqual(try ratio("1.00"), "RANGE 30.0 500.0 17/17 0.01 x17 NONE REGIME_RANGE")
        for zero in ["0", "0.00", "-0"] {
            XCTAssertEqual(try ratio(zero), "RANGE 30.0 500.0 0/0 [] HARD REGIME_RANGE, DD_BLOCK_ENTRIES")
        }
        let third = PolicyConditions(budgetRatio: dec("0.3333333333333333333333333333"))
        XCTAssertEqual(
            try row(third) { $0.natrBps = 1000 },
            "VOL_SHOCK 450.0 500.0 2/2 0.003333333333333333333333333333 x2 NONE REGIME_VOL_SHOCK, DD_SCALE_APPLIED")
    }

    func testImpossibleRatioIsRefusedEvenWhenPausing() throws {
        for text in ["1.01", "-0.1", "2"] {
            let conditions = PolicyConditions(killSwitchActive: true, budgetRatio: dec(text))
            XCTAssertThrowsError(try adaptive().plan(tickFeatures(), conditions)) { error in
                XCTAssertEqual("\(error)", "dd_budget_ratio must be in [0..1], got \(text)")
                XCTAssertEqual((error as? PolicyError)?.fault, EventFault.outOfRange)
            }
        }
        XCTAssertThrowsError(try adaptive().plan(tickFeatures(), PolicyConditions(budgetRatio: .nan))) {
            XCTAssertEqual($0 as? PolicyError, .decimal(.invalidOperation))
        }
    }

    func testAutoSizing() throws {
        func sized(_ change: (inout AdaptiveGridConfig) -> Void = { _ in }) throws -> GridPlan {
            try adaptive {
                $0.autoSizingEnabled = true
                $0.equity = dec("10000")
                $0.drawdownBudget = dec("0.20")
                $0.adverseMove = dec("0.25")
                change(&$0)
            }.plan(tickFeatures { $0.natrBps = 1000 })
        }
        let fixed = "VOL_SHOCK 450.0 500.0 2/2 0.01 x2 NONE REGIME_VOL_SHOCK"
        XCTAssertEqual(try sized().row, "VOL_SHOCK 450.0 500.0 2/2 40.00000000 x2 NONE REGIME_VOL_SHOCK")
        XCTAssertEqual(try sized { $0.equity = nil }.row, fixed)
        XCTAssertEqual(try sized { $0.drawdownBudget = nil }.row, fixed)
        XCTAssertEqual(try sized { $0.adverseMove = nil }.row, fixed)
        XCTAssertEqual(try sized { $0.autoSizingEnabled = false }.row, fixed)
        XCTAssertThrowsError(try sized { $0.equity = .zero }) {
            XCTAssertEqual("\($0)", "equity must be > 0, got 0")
        }
    }

    func testZeroStepIsADivisionByZero() {
        XCTAssertThrowsError(try adaptive { $0.stepBpsMin = 0 }.plan(tickFeatures { $0.natrBps = 0 })) {
            XCTAssertEqual($0 as? PolicyError, .decimal(.divisionByZero))
        }
    }

    func testNegativeLevelsMakeAnEmptySchedule() throws {
        let plan = try adaptive { $0.levelsMin = -3; $0.levelsMax = -1 }.plan(tickFeatures())
        XCTAssertEqual([plan.levelsUp, plan.levelsDown, plan.sizes.count], [-1, -1, 0])
    }
}
