// From a plan to prices and quantities: execution specification, sections 2 and 3.

import Domain
import OrderEngine
import XCTest
import struct DecimalArithmetic.Decimal

final class GridLevelTests: XCTestCase {
    /// Levels as `SELL 100.10 100.20 | BUY 99.90`, one quantity for all or one each.
    private func check(
        _ plan: GridPlan, sell: String = "", buy: String = "", quantities: String, price: Int = 2, quantity: Int = 3,
        line: UInt = #line
    ) throws {
        var engine = EngineUnderTest(pricePrecision: price, quantityPrecision: quantity)
        let evaluation = try engine.evaluate(plan, ts: 1)
        let prices = [("SELL", sell), ("BUY", buy)].flatMap { side, list in
            list.split(separator: " ").enumerated().map { "\(side):\($0.offset + 1)@\($0.element)" }
        }
        let given = quantities.split(separator: " ")
        let expected = prices.enumerated().map { index, text in
            "PLACE \(text)x\(given.count == 1 ? given[0] : given[index]) RECONCILE_ADD"
        }
        XCTAssertEqual(evaluation.actions, expected, line: line)
        XCTAssertEqual(evaluation.events, ["RECONCILE \(prices.count) 0 NONE"], line: line)
    }

    func testLevelTable() throws {
        try check(
            plan("50000.50", up: 5, down: 5, sizes: ["100"]), sell: "50050.50 50100.55 50150.65 50200.80 50251.00",
            buy: "49950.49 49900.54 49850.64 49800.79 49750.99", quantities: "100.000")
        try check(
            plan("1.00005", up: 5, down: 5, sizes: ["100"]), sell: "1.00 1.00 1.00 1.00 1.00",
            buy: "0.99 0.99 0.99 0.99 0.99", quantities: "100.000")
        try check(
            plan("100.01", spacing: 15, up: 3, down: 3, sizes: ["1.23456"]), sell: "100.16 100.31 100.46",
            buy: "99.85 99.71 99.56", quantities: "1.234")
        try check(
            plan("100.01", spacing: 8, up: 3, down: 3), sell: "100.09 100.17 100.25", buy: "99.92 99.85 99.77",
            quantities: "1.000")
        try check(
            plan("100.01", spacing: 5, up: 4, down: 6, sizes: ["1", "2.5"]), sell: "100.06 100.11 100.16 100.21",
            buy: "99.95 99.91 99.86 99.81 99.76 99.71",
            quantities: "1.000 2.500 2.500 2.500 1.000 2.500 2.500 2.500 2.500 2.500")
        try check(
            plan("100.01", spacing: 5, up: 20, down: 20),
            sell: "100.06 100.11 100.16 100.21 100.26 100.31 100.36 100.41 100.46 100.51 100.56 100.61 100.66 100.71 100.76 100.81 100.86 100.91 100.96 101.01",
            buy: "99.95 99.91 99.86 99.81 99.76 99.71 99.66 99.61 99.56 99.51 99.46 99.41 99.36 99.31 99.26 99.21 99.16 99.11 99.06 99.01",
            quantities: "1.000")
    }

    func testFactorsGoThroughTheTextOfADouble() throws {
        try check(plan("70811.00", spacing: 131, up: 2, down: 2), sell: "71738.62 72678.40", buy: "69883.37 68967.90", quantities: "1.000")
        try check(plan("100000000", spacing: 131, up: 1, down: 0), sell: "101310000.00000001", quantities: "1.000", price: 8)
        try check(plan("100000000", spacing: 247, up: 0, down: 1), buy: "97530000.00000001", quantities: "1.000", price: 8)
        try check(
            plan("1.234567890123456789012345679", up: 2, down: 2), sell: "1.23580245 1.23703826",
            buy: "1.23333332 1.23209998", quantities: "1.000", price: 8)
    }

    func testSkewShiftsTheCentre() throws {
        try check(plan(skew: 5), sell: "100.15", buy: "99.94", quantities: "1.000")
        try check(plan(skew: -5), sell: "100.04", buy: "99.85", quantities: "1.000")
    }

    func testModes() throws {
        try check(plan(up: 2, down: 2, mode: .uniLong), buy: "99.90 99.80", quantities: "1.000")
        try check(plan(up: 2, down: 2, mode: .uniShort), sell: "100.10 100.20", quantities: "1.000")
        try check(plan(up: 2, down: 2, mode: .throttle), sell: "100.10 100.20", buy: "99.90 99.80", quantities: "1.000")
        for (mode, event) in [(GridMode.pause, "CANCEL_ALL_PAUSE 0 0 NONE"), (.emergency, "CANCEL_ALL_EMERGENCY 0 0 NONE")] {
            var engine = EngineUnderTest()
            XCTAssertEqual(
                try engine.evaluate(plan(sizes: [], mode: mode), ts: 1), Evaluation(actions: [], events: [event]))
        }
    }

    func testTruncationAndExtremeSpacings() throws {
        try check(plan("100.9", sizes: ["1.9"]), sell: "101", buy: "100", quantities: "1", price: 0, quantity: 0)
        try check(plan(spacing: 10000, up: 2, down: 2), sell: "200.00 400.00", buy: "0.00 0.00", quantities: "1.000")
        try check(plan(spacing: 12000, up: 1, down: 2), sell: "220.00", buy: "-19.99 3.99", quantities: "1.000")
        try check(plan(spacing: 0, up: 2, down: 2), sell: "100.00 100.00", buy: "100.00 100.00", quantities: "1.000")
        try check(plan(up: 1, down: 1, sizes: ["0.0009"]), sell: "100.10", buy: "99.90", quantities: "0.000")
    }

    func testWhatCannotBePriced() {
        var engine = EngineUnderTest()
        for (bad, error) in [
            (plan(sizes: []), OrderEngineError.emptySizeSchedule), (plan("1E+26"), .decimal(.invalidOperation)),
            (plan("Infinity"), .decimal(.invalidOperation)), (plan("sNaN"), .decimal(.invalidOperation)),
            (plan(sizes: ["1E+26"]), .decimal(.invalidOperation)),
        ] {
            XCTAssertThrowsError(try engine.evaluate(bad, ts: 1)) { XCTAssertEqual($0 as? OrderEngineError, error) }
        }
        XCTAssertEqual(engine.tick(), 0, "an error leaves the state untouched")
    }

    func testPlanDigests() {
        func digest(_ plan: GridPlan) -> String {
            var buffer = ByteBuffer()
            buffer.appendDigestView(of: plan)
            return SHA256.hash(buffer.bytes).short
        }
        let hundred = Array(repeating: "100", count: 5)
        XCTAssertEqual(digest(plan("50000.50", up: 5, down: 5, sizes: hundred)), "e76578cc91c8abfd")
        XCTAssertEqual(digest(plan("50000.5", up: 5, down: 5, sizes: hundred)), "32821cf6678eb83a")
        XCTAssertEqual(digest(plan(spacing: 5, up: 0, down: 0, sizes: [], reset: .hard)), "5b585d7d46e702ce")
        XCTAssertEqual(digest(plan()), "4b8a8a4ef6684bf6")
        var integer = plan()
        integer.spacingBps = BasisPoints(10, isInteger: true)
        XCTAssertEqual(digest(integer), "66831d457cf8df34")
        var other = plan()
        other.regime = .toxic
        other.widthBps = BasisPoints(7)
        other.reasons = PlanReasons(.regimeToxic)
        XCTAssertEqual(digest(other), "4b8a8a4ef6684bf6", "regime, width and reasons are not covered")
        var uniform = plan(sizes: [])
        uniform.sizes = .uniform(.one, count: 1)
        XCTAssertEqual(digest(uniform), "4b8a8a4ef6684bf6", "both forms of a schedule print alike")
        XCTAssertEqual(digest(plan(up: 2, down: 2, sizes: ["1", "1"])), "eb4bd4f54a144f5b")
        XCTAssertEqual(digest(plan("101", up: 2, down: 2, sizes: ["1", "1"])), "eb01df054488ad8b")
    }
}
