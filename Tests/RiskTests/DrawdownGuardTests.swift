// The tables of the gating specification, sections 7 and 8.

import struct DecimalArithmetic.Decimal
import Domain
import Risk
import XCTest

final class DrawdownGuardTests: XCTestCase {
    func testTheTable() throws {
        var drawdownGuard = try DrawdownGuard(initialCapital: decimal("10000"))
        let first = #"{"trigger_drawdown_pct":5.0,"trigger_equity":"9500.00"}"#
        let later = #"{"previously_triggered":true,"trigger_drawdown_pct":5.0,"trigger_equity":"9500.00"}"#
        let rows: [(String, Double, String, String)] = [
            ("10000", 0, "10000", "null"), ("10000.00", 0, "10000", "null"), ("9999.99", 0.0001, "10000", "null"),
            ("9501", 4.99, "10000", "null"), ("9500.01", 4.9999, "10000", "null"), ("9500.00", 5, "10000", first),
            ("9400", 6, "10000", later), ("10500", 0, "10500", later), ("10000", 4.761904761904762, "10500", later),
            ("0", 100, "10500", later), ("-100", 100.95238095238095, "10500", later),
        ]
        for (equity, drawdownPct, mark, details) in rows {
            let check = try drawdownGuard.update(equity: decimal(equity))
            let document = JSONValue.document(check)
            XCTAssertEqual(check.drawdownPct, drawdownPct, equity)
            XCTAssertEqual(check.highWaterMark.description, mark, equity)
            XCTAssertEqual(document["details"]?.canonicalText, details, equity)
            XCTAssertEqual(check.isTriggered, details != "null", equity)
        }
        try drawdownGuard.reset()
        XCTAssertEqual(drawdownGuard.highWaterMark.description, "10000")
        XCTAssertFalse(drawdownGuard.isTriggered)
        try drawdownGuard.reset(capital: decimal("20000"))
        XCTAssertEqual(try drawdownGuard.update(equity: decimal("19000")).drawdownPct, 5)
        XCTAssertEqual(drawdownGuard.trigger?.equity.description, "19000")
        try drawdownGuard.reset()
        XCTAssertEqual(drawdownGuard.highWaterMark.description, "20000")
    }

    func testProgressiveGains() throws {
        var drawdownGuard = try DrawdownGuard(initialCapital: decimal("10000"))
        for equity in ["10100", "10200", "10300"] {
            XCTAssertFalse(try drawdownGuard.update(equity: decimal(equity)).isTriggered)
        }
        XCTAssertTrue(try drawdownGuard.update(equity: decimal("9785")).isTriggered)
        XCTAssertEqual(try drawdownGuard.update(equity: decimal("9785.01")).drawdownPct, 4.999902912621359)
    }

    func testTheLimitIsInclusive() throws {
        for (equity, drawdownPct) in [("2", 33.333333333333336), ("2.0001", 33.33)] {
            var drawdownGuard = try DrawdownGuard(initialCapital: decimal("3"), drawdownPctMax: Percent(33.33))
            let check = try drawdownGuard.update(equity: decimal(equity))
            XCTAssertEqual(check.drawdownPct, drawdownPct)
            XCTAssertTrue(check.isTriggered)
        }
    }

    func testParametersThatAreRefused() throws {
        for capital in ["0", "-5", "NaN"] {
            XCTAssertThrowsError(try DrawdownGuard(initialCapital: decimal(capital))) {
                XCTAssertEqual($0 as? DrawdownGuardParameterError, .initialCapitalNotPositive)
            }
        }
        for limit in [0, -1, 100.00001, Double.nan] {
            XCTAssertThrowsError(try DrawdownGuard(initialCapital: decimal("1"), drawdownPctMax: Percent(limit))) {
                XCTAssertEqual($0 as? DrawdownGuardParameterError, .drawdownPctOutOfRange)
            }
        }
        var drawdownGuard = try DrawdownGuard(initialCapital: decimal("1"), drawdownPctMax: Percent(100))
        _ = try drawdownGuard.update(equity: decimal("0"))
        XCTAssertThrowsError(try drawdownGuard.reset(capital: decimal("0")))
        XCTAssertTrue(drawdownGuard.isTriggered, "a refused reset changes nothing")
    }

    func testTheKillSwitchKeepsItsFirstTrip() {
        var killSwitch = KillSwitch<Int>()
        XCTAssertFalse(killSwitch.isTriggered)
        killSwitch.trip(.manual, atMs: 0)
        let state = killSwitch.trip(.error, atMs: 5, details: 1)
        XCTAssertEqual(state.trip?.reason, .manual)
        XCTAssertEqual(state.trip?.timeMs, 0)
        XCTAssertNil(state.trip?.details)
        killSwitch.reset()
        XCTAssertFalse(killSwitch.isTriggered)
        killSwitch.trip(.drawdownLimit, atMs: 9, details: 2)
        XCTAssertEqual(killSwitch.state.trip?.details, 2)
    }
}
