// The table of the gating specification, section 5.

import Domain
import Risk
import XCTest

final class ToxicityGateTests: XCTestCase {
    private var gate = ToxicityGate()
    private var symbols = Symbols()

    func testSpread() throws {
        try check(0, "100", #"PASS {"max_spread_bps":50.0,"prices_in_window":0,"spread_bps":50.0}"#, BasisPoints(50))
        try check(
            0, "100", #"SPREAD_SPIKE {"excess_bps":1.0000000003174137e-05,"max_spread_bps":50.0,"spread_bps":50.00001}"#,
            BasisPoints(50.00001))
        try check(
            0, "100", #"SPREAD_SPIKE {"excess_bps":25.0,"max_spread_bps":50.0,"spread_bps":75}"#,
            BasisPoints(75, isInteger: true))
        var limits = ToxicityLimits()
        limits.spreadBpsMax = BasisPoints(0.1)
        gate = ToxicityGate(limits)
        try check(
            0, "100", #"SPREAD_SPIKE {"excess_bps":0.19999999999999998,"max_spread_bps":0.1,"spread_bps":0.3}"#,
            BasisPoints(0.3))
        limits.spreadBpsMax = BasisPoints(50, isInteger: true)
        gate = ToxicityGate(limits)
        try check(
            0, "100", #"SPREAD_SPIKE {"excess_bps":25,"max_spread_bps":50,"spread_bps":75}"#,
            BasisPoints(75, isInteger: true))
    }

    func testImpactAndWindow() throws {
        record(1000, "100.00")
        try check(1000, "105.00", calm(1))
        try check(1000, "105.01", impact("501.0", oldest: "100.00", current: "105.01", 0))
        try check(1000, "94.99", impact("501.0", oldest: "100.00", current: "94.99", 0))
        try check(1000, "95", calm(1))
        try check(6000, "106", impact("600.0", oldest: "100.00", current: "106", 5000))
        try check(6001, "106", calm(0))
        record(7000, "100")
        record(8000, "110")
        try check(8000, "110", impact("1000.0", oldest: "100", current: "110", 1000))
        try check(12_000, "110", impact("1000.0", oldest: "100", current: "110", 5000))
        try check(12_001, "110", calm(1))
        try check(12_001, "103.123456", impact("625.14", oldest: "110", current: "103.123456", 4001))
    }

    func testASpreadSpikeLeavesTheWindowAlone() throws {
        record(1000, "100")
        XCTAssertEqual(
            try gate.check(symbols("A"), spreadBps: BasisPoints(51), midPrice: decimal("100"), nowMs: 90_000).reason,
            .spreadSpike)
        XCTAssertEqual(gate.pricesInWindow(symbols("A")), 1)
        try check(90_000, "100", calm(0))
    }

    func testRoundingOfTheReport() throws {
        for (oldest, current, change) in [
            ("3", "3.333333333", "1111.11"), ("7", "6.5", "714.29"), ("1.0005", "1.0605", "599.7"),
        ] {
            gate.reset()
            record(100, oldest)
            try check(100, current, impact(change, oldest: oldest, current: current, 0))
        }
    }

    func testAnOldestPriceThatIsNotPositivePasses() throws {
        for oldest in ["0", "-1"] {
            gate.reset()
            record(100, oldest)
            try check(100, "1000", calm(1))
        }
    }

    func testTimeThatGoesBack() throws {
        record(100, "1")
        try check(50, "2", impact("10000.0", oldest: "1", current: "2", -50))
    }

    func testTheOldestOf150PricesIsTheFiftyFirst() throws {
        for index in 0..<150 { record(1000 + index, "\(100 + index)") }
        try check(1150, "150", calm(100))
        try check(1150, "158", impact("533.33", oldest: "150", current: "158", 100))
    }

    func testUnknownSymbolsAndReset() throws {
        record(1000, "100")
        let other = symbols("B")
        XCTAssertEqual(gate.pricesInWindow(other), 0)
        let result = try gate.check(other, spreadBps: BasisPoints(1.5), midPrice: decimal("900"), nowMs: 1000)
        XCTAssertEqual(result.text(), calm(0))
        gate.reset()
        XCTAssertEqual(gate.pricesInWindow(symbols("A")), 0)
    }

    private func record(_ timeMs: Int, _ price: String) {
        gate.recordPrice(symbols("A"), midPrice: decimal(price), atMs: timeMs)
    }

    private func calm(_ count: Int) -> String {
        "PASS {\"max_spread_bps\":50.0,\"prices_in_window\":\(count),\"spread_bps\":1.5}"
    }

    private func impact(_ change: String, oldest: String, current: String, _ windowMs: Int) -> String {
        "PRICE_IMPACT_HIGH {\"current_price\":\"\(current)\",\"max_price_impact_bps\":500.0,\"oldest_price\":\"\(oldest)\","
            + "\"price_change_bps\":\(change),\"window_ms\":\(windowMs)}"
    }

    private func check(
        _ nowMs: Int, _ midPrice: String, _ expected: String, _ spreadBps: BasisPoints = BasisPoints(1.5),
        line: UInt = #line
    ) throws {
        let result = try gate.check(
            symbols("A"), spreadBps: spreadBps, midPrice: decimal(midPrice), nowMs: nowMs)
        XCTAssertEqual(result.text(), expected, line: line)
    }
}
