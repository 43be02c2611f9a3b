import struct DecimalArithmetic.Decimal
import Domain
import Policies
import XCTest

final class AutoSizerTests: XCTestCase {
    private struct Case {
        var equity = "10000", budget = "0.20", move = "0.25", price = "50000"
        var levels = 5, stepBps = 10.0, topK = 0
        var config = AutoSizerConfig()
    }

    private func report(_ change: (inout Case) -> Void = { _ in }) throws -> SizingReport {
        var input = Case()
        change(&input)
        return try AutoSizer(input.config).report(
            RiskBudget(equity: dec(input.equity), drawdownBudget: dec(input.budget), adverseMove: dec(input.move)),
            GridShape(levels: input.levels, stepBps: input.stepBps, topK: input.topK), price: dec(input.price))
    }

    /// `sizes | notional loss utilization levels`.
    private func row(_ change: (inout Case) -> Void = { _ in }) throws -> String {
        let report = try report(change)
        let sizes = (0..<report.sizes.count).map { report.sizes.size(at: $0)?.description ?? "nil" }
        return sizes.joined(separator: " ")
            + " | \(report.totalNotional) \(report.worstCaseLoss) \(report.riskUtilization) \(report.effectiveLevels)"
    }

    /// Rows of policies specification, section 6.
    func testUniform() throws {
        let base = Array(repeating: "0.03200000", count: 5).joined(separator: " ")
        let full = "8000.00000000 2000.0000000000 1.00000000 5"
        XCTAssertEqual(try row(), "\(base) | \(full)")
        XCTAssertEqual(try row { $0.topK = 9 }, "\(base) | \(full)")
        XCTAssertEqual(
            try row { $0.topK = 3 },
            "0.05333333 0.05333333 0.05333333 0 0 | 7999.99950000 1999.9998750000 0.9999999375 3")
        XCTAssertEqual(
            try row { $0.levels = 2; $0.price = "0.00001234" },
            "324149108.58995137 324149108.58995137 | "
                + "7999.9999999999998116 1999.999999999999952900 0.99999999999999997645 2")
        XCTAssertEqual(
            try row { $0.config.quantityPrecision = 0; $0.levels = 3; $0.price = "100" },
            "26 26 26 | 7800 1950.00 0.975 3")
    }

    func testMinimumQuantity() throws {
        XCTAssertEqual(try row { $0.config.quantityMin = dec("0.2") }, "0 0 0 0 0 | 0 0.00 0 0")
        XCTAssertEqual(try report { $0.config.quantityMin = dec("0.032") }.effectiveLevels, 5)
        XCTAssertEqual(try report { $0.config.quantityMin = dec("0.03200001") }.effectiveLevels, 0)
    }

    func testPyramids() throws {
        let sizes = ["0.00567276", "0.01604501", "0.02947657", "0.04538215", "0.06342348"]
        let totals = "7999.99850000 1999.9996250000 0.9999998125 5"
        XCTAssertEqual(
            try row { $0.config.mode = .pyramid }, sizes.joined(separator: " ") + " | " + totals)
        XCTAssertEqual(
            try row { $0.config.mode = .inversePyramid }, sizes.reversed().joined(separator: " ") + " | " + totals)
        XCTAssertEqual(
            try row { $0.config.mode = .pyramid; $0.config.pyramidExponent = dec("2"); $0.topK = 3 },
            "0.01142857 0.04571428 0.10285714 0 0 | 7999.99950000 1999.9998750000 0.9999999375 3")
        XCTAssertEqual(
            try row {
                $0.config.mode = .inversePyramid
                $0.config.pyramidExponent = dec("0.5")
                $0.levels = 3
                $0.price = "100"
            },
            "33.41901341 27.28651019 19.29447639 | 7999.99999900 1999.9999997500 0.999999999875 3")
    }

    func testEqualSizesStayUniform() throws {
        for change: (inout Case) -> Void in [
            { _ in }, { $0.config.mode = .pyramid; $0.config.pyramidExponent = .zero },
            { $0.config.mode = .inversePyramid; $0.levels = 1 },
        ] {
            guard case .uniform = try report(change).sizes else { return XCTFail("equal sizes were listed") }
        }
    }

    func testWeightsBeyondTheTableAgreeWithTheTable() throws {
        var config = AutoSizerConfig()
        config.mode = .inversePyramid
        let budget = RiskBudget(equity: dec("10000"), drawdownBudget: dec("0.2"), adverseMove: dec("0.25"))
        let grid = GridShape(levels: 30, stepBps: 5)
        let narrow = try AutoSizer(config, levelsMax: 7).sizes(budget, grid, price: dec("100"))
        let wide = try AutoSizer(config, levelsMax: 40).sizes(budget, grid, price: dec("100"))
        for index in 0..<30 { XCTAssertEqual(narrow.size(at: index), wide.size(at: index)) }
    }

    func testOverUtilizationOnlyMarks() throws {
        XCTAssertFalse(try report().isOverUtilized)
        XCTAssertTrue(try report { $0.config.riskUtilizationMax = dec("0.5") }.isOverUtilized)
        XCTAssertEqual(try row { $0.config.riskUtilizationMax = dec("0.5") }, try row())
    }

    func testLimitsThemselvesPass() throws {
        XCTAssertEqual(try report { $0.budget = "1" }.sizes.size(at: 0), dec("0.16000000"))
        XCTAssertEqual(try report { $0.move = "1" }.sizes.size(at: 0), dec("0.00800000"))
        XCTAssertEqual(try report { $0.levels = 1 }.sizes.count, 1)
    }

    func testRefusals() throws {
        let cases: [((inout Case) -> Void, String)] = [
            ({ $0.equity = "0" }, "equity must be > 0, got 0"),
            ({ $0.budget = "0" }, "dd_budget must be > 0, got 0"),
            ({ $0.budget = "1.01" }, "dd_budget must be <= 1.0, got 1.01"),
            ({ $0.move = "0" }, "adverse_move must be > 0, got 0"),
            ({ $0.move = "1.1" }, "adverse_move must be <= 1.0, got 1.1"),
            ({ $0.price = "0" }, "price must be > 0, got 0"),
            ({ $0.equity = "-1"; $0.budget = "-1"; $0.move = "-1"; $0.price = "-1" }, "equity must be > 0, got -1"),
            ({ $0.levels = 0 }, "levels must be >= 1, got 0"),
            ({ $0.stepBps = 0 }, "step_bps must be > 0, got 0.0"),
            ({ $0.topK = -1 }, "top_k must be >= 0, got -1"),
            ({ $0.config.quantityMin = dec("-1") }, "min_qty must be >= 0, got -1"),
            ({ $0.config.quantityPrecision = -1 }, "qty_precision must be >= 0, got -1"),
            ({ $0.config.riskUtilizationMax = .zero }, "max_risk_utilization must be > 0, got 0"),
        ]
        for (change, message) in cases {
            XCTAssertThrowsError(try report(change)) { XCTAssertEqual("\($0)", message) }
        }
        XCTAssertThrowsError(try report { $0.config.quantityPrecision = 27; $0.price = "0.01" }) {
            XCTAssertEqual($0 as? PolicyError, .decimal(.invalidOperation))
        }
    }
}
