// The table of the gating specification, section 4.

import struct DecimalArithmetic.Decimal
import Domain
import Risk
import XCTest

final class RiskGateTests: XCTestCase {
    private var symbols = Symbols()
    private var gate = RiskGate()

    override func setUp() {
        var limits = RiskLimits()
        limits.notionalPerSymbolMax = decimal("1000")
        limits.notionalTotalMax = decimal("1500")
        limits.dailyLossLimit = decimal("100")
        gate = RiskGate(limits)
    }

    func testNotionalLimits() throws {
        try check("A", "1000", #"PASS {"symbol":"A","symbol_notional":"1000","total_notional":"1000"}"#)
        try check(
            "A", "1000.01",
            #"MAX_NOTIONAL_EXCEEDED {"current_notional":"0","limit":"1000","new_total":"1000.01","proposed_notional":"1000.01","scope":"symbol","symbol":"A"}"#)
        try check("A", "-5", #"PASS {"symbol":"A","symbol_notional":"-5","total_notional":"-5"}"#)
        try gate.recordOrder(symbols("A"), notional: decimal("800.00"))
        try check("A", "200", #"PASS {"symbol":"A","symbol_notional":"1000.00","total_notional":"1000.00"}"#)
        try check(
            "A", "200.01",
            #"MAX_NOTIONAL_EXCEEDED {"current_notional":"800.00","limit":"1000","new_total":"1000.01","proposed_notional":"200.01","scope":"symbol","symbol":"A"}"#)
        try check("B", "700", #"PASS {"symbol":"B","symbol_notional":"700","total_notional":"1500.00"}"#)
        try check(
            "B", "700.001",
            #"MAX_NOTIONAL_EXCEEDED {"current_total":"800.00","limit":"1500","new_total":"1500.001","proposed_notional":"700.001","scope":"total"}"#)
        try check(
            "B", "1000.01",
            #"MAX_NOTIONAL_EXCEEDED {"current_notional":"0","limit":"1000","new_total":"1000.01","proposed_notional":"1000.01","scope":"symbol","symbol":"B"}"#)
    }

    func testFillsAndLosses() throws {
        try gate.recordOrder(symbols("A"), notional: decimal("800.00"))
        try gate.recordFill(symbols("A"), notionalDelta: decimal("-300.00"), pnlDelta: decimal("10"))
        XCTAssertEqual(gate.notional(of: symbols("A")).description, "500.00")
        XCTAssertEqual(try gate.totalPnl.description, "10")
        try check("A", "1", #"PASS {"symbol":"A","symbol_notional":"501.00","total_notional":"501.00"}"#)
        try gate.recordFill(symbols("A"), notionalDelta: decimal("-500.00"), pnlDelta: decimal("-110"))
        XCTAssertEqual(gate.notional(of: symbols("A")).description, "0", "an emptied notional is forgotten")
        try check("A", "1", #"PASS {"symbol":"A","symbol_notional":"1","total_notional":"1"}"#)
        gate.updateUnrealizedPnl(decimal("-0.01"))
        try check("A", "1", #"DAILY_LOSS_LIMIT_EXCEEDED {"daily_loss_limit":"100","total_pnl":"-100.01"}"#)
        gate.updateUnrealizedPnl(decimal("50"))
        XCTAssertEqual(try gate.totalPnl.description, "-50")
        try check("A", "1", #"PASS {"symbol":"A","symbol_notional":"1","total_notional":"1"}"#)
        gate.reset()
        XCTAssertEqual(try gate.totalPnl.description, "0")
    }

    func testAFillBelowZeroLeavesNoEntry() throws {
        try gate.recordFill(symbols("Z"), notionalDelta: decimal("-1000"), pnlDelta: decimal("-150"))
        XCTAssertEqual(gate.notional(of: symbols("Z")).description, "0")
        try gate.recordFill(symbols("Z"), notionalDelta: decimal("5.0"), pnlDelta: decimal("0"))
        XCTAssertEqual(gate.notional(of: symbols("Z")).description, "5.0")
        XCTAssertEqual(try gate.totalNotional.description, "5.0")
    }

    /// The remembered total follows every way to change a notional.
    func testTheTotalIsNeverStale() throws {
        for step in 1...3 {
            try gate.recordOrder(symbols("A"), notional: decimal("1"))
            try check("B", "1", "PASS {\"symbol\":\"B\",\"symbol_notional\":\"1\",\"total_notional\":\"\(step + 1)\"}")
        }
        try gate.recordFill(symbols("A"), notionalDelta: decimal("-1"), pnlDelta: decimal("0"))
        try check("B", "1", #"PASS {"symbol":"B","symbol_notional":"1","total_notional":"3"}"#)
        gate.reset()
        try check("B", "1", #"PASS {"symbol":"B","symbol_notional":"1","total_notional":"1"}"#)
    }

    private func check(_ name: String, _ notional: String, _ expected: String, line: UInt = #line) throws {
        let symbol = symbols(name)
        let result = try gate.check(symbol, notional: decimal(notional))
        XCTAssertEqual(result.text(symbol, symbols), expected, line: line)
    }
}
