// Given a market at random, when a gate is asked without its evidence, then its word is that of the full
// answer, and the limits' neighbourhood is no exception.

import DecimalArithmetic
import Domain
import Risk
import XCTest

final class GateShortcutTests: XCTestCase {
    private var state: UInt64 = 3

    private func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    func testToxicity() throws {
        var gate = ToxicityGate()
        let symbol = SymbolID(0)
        var blocked = 0
        for step in 0..<20_000 {
            // Prices around 100, often exactly 5 % from one another.
            let coefficient = [95_000, 100_000, 105_000, 99_999, 105_001, 95_238, 0][below(7)]
            let price = Decimal(coefficient: UInt128(coefficient * 10 + (below(2) == 0 ? 0 : below(10))), exponent: -4)
            gate.recordPrice(symbol, midPrice: price, atMs: step * 700)
            let spreadBps = Double(49 + below(3))
            let calm = try gate.isCalm(symbol, spreadBps: spreadBps, midPrice: price, nowMs: step * 700)
            let full = try gate.check(symbol, spreadBps: BasisPoints(spreadBps), midPrice: price, nowMs: step * 700)
            XCTAssertEqual(calm, full.allowed, "step \(step)")
            blocked += calm ? 0 : 1
        }
        XCTAssertTrue((1_000...19_000).contains(blocked), "\(blocked)")
    }

    /// v1 asks whether the binary value of the change is above the limit; 5 % exactly is not.
    func testToxicityAtItsLimit() throws {
        for (later, isCalm) in [("105", true), ("105.0000000000000000000000001", true), ("105.000001", false), ("95", true)] {
            var gate = ToxicityGate()
            gate.recordPrice(SymbolID(0), midPrice: decimal("100"), atMs: 0)
            XCTAssertEqual(
                try gate.isCalm(SymbolID(0), spreadBps: 1, midPrice: decimal(later), nowMs: 1), isCalm, later)
        }
    }

    func testRateAndRisk() throws {
        var limiter = RateLimiter(perMinuteMax: 5, cooldownMs: 100)
        var risk = RiskGate()
        var passed = 0
        for step in 0..<20_000 {
            let nowMs = step * 60 + below(100)
            let use = limiter.use(nowMs: nowMs)
            XCTAssertEqual(use != nil, limiter.check(nowMs: nowMs).allowed, "step \(step)")
            if use != nil { limiter.recordOrder(atMs: nowMs) }

            let symbol = SymbolID(UInt32(below(6)))
            let notional = Decimal(coefficient: UInt128(below(3_000)), exponent: 0)
            let exposure = try risk.use(symbol, notional: notional)
            XCTAssertEqual(exposure != nil, try risk.check(symbol, notional: notional).allowed, "step \(step)")
            if exposure != nil {
                passed += 1
                try risk.recordOrder(symbol, notional: notional)
            }
            if below(20) == 0 { risk.reset() }
        }
        XCTAssertTrue((1_000...19_900).contains(passed), "\(passed)")
    }
}
