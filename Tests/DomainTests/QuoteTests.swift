// Mid price and spread: domain specification, section 2, and the estimate that stands for the exact
// spread where it cannot change the filter's word.

import Domain
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

final class QuoteTests: XCTestCase {
    private func quote(_ bid: String, _ ask: String) throws -> Quote { try Quote(bid: Decimal(bid), ask: Decimal(ask)) }

    func testTable() throws {
        let rows: [(String, String, String, Double)] = [
            ("50000.00", "50001.00", "50000.50", 0.1999980000199998), ("1.0000", "1.0001", "1.00005", 0.999950002499875),
            ("3000.00", "3000.10", "3000.05", 0.3333277778703688), ("100", "101", "100.5", 99.50248756218906),
            ("100", "100", "100", 0), ("1.00", "1.001", "1.0005", 9.995002498750624),
            ("150.00", "150.30", "150.15", 19.98001998001998), ("99.99", "100.01", "100.00", 2),
            ("9992.5", "10007.5", "10000.0", 15), ("3.997", "4.003", "4.000", 15),
            ("9992.49999999999999999999", "10007.50000000000000000001", "10000.00000000000000000000", 15),
            ("1999", "2002", "2000.5", 14.996250937265684), ("66.6", "66.7", "66.65", 15.003750937734434),
            ("6661.667", "6671.667", "6666.667", 14.999999250000037), ("0.1", "0.2", "0.15", 6666.666666666667),
            ("0.00001234", "0.00001236", "0.00001235", 16.194331983805668), ("0", "0", "0", 0), ("0", "1", "0.5", 20000),
            ("-1", "1", "0", 0), ("101", "100", "100.5", -99.50248756218906), ("-2", "-1", "-1.5", -6666.666666666667),
            ("1E+3", "1E+3", "1E+3", 0), ("1E+3", "2E+3", "1.5E+3", 6666.666666666667),
            ("9999999999999999999999999999", "9999999999999999999999999999", "1.000000000000000000000000000E+28", 0),
            ("0.3333333333333333333333333333", "0.3333333333333333333333333334", "0.3333333333333333333333333334", 3e-24),
        ]
        for (bid, ask, mid, spread) in rows {
            let quote = try quote(bid, ask)
            XCTAssertEqual(quote.midPrice.description, mid, "\(bid) \(ask)")
            XCTAssertEqual(try quote.spreadBps, spread, "\(bid) \(ask)")
            XCTAssertEqual(try quote.spreadBps(comparableWith: 15) > 15, spread > 15, "\(bid) \(ask)")
        }
    }

    func testSpecialValues() throws {
        let nan = try quote("NaN", "1")
        XCTAssertEqual(nan.midPrice.description, "NaN")
        XCTAssertTrue(try nan.spreadBps.isNaN)
        XCTAssertFalse(try nan.spreadBps(comparableWith: 15) > 15)
        XCTAssertThrowsError(try quote("sNaN", "1"))
        XCTAssertThrowsError(try quote("Infinity", "1").spreadBps)
        XCTAssertThrowsError(try quote("Infinity", "1").spreadBps(comparableWith: 15))
    }

    /// The filter asks `spread > limit`: the estimate must never answer otherwise than the exact value.
    func testTheEstimateComparesAsTheExactSpreadDoes() throws {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<40_000 {
            let bid = Int.random(in: 1..<(1 << Int.random(in: 1...53, using: &random)), using: &random)
            // Aim at the limit: ask = bid x (1 + 15/10000 +- a little).
            let width = Double(bid) * (0.0015 + Double(Int.random(in: -30...30, using: &random)) * 1e-9)
            let ask = max(1, bid + (Bool.random(using: &random) ? Int(width) : Int.random(in: -bid...bid, using: &random)))
            let quote = try Quote(
                bid: Decimal(coefficient: UInt128(bid), exponent: -4), ask: Decimal(coefficient: UInt128(ask), exponent: -4))
            for limit in [15.0, 0, 14.988758434424187, -3] {
                let exact = try quote.spreadBps, estimate = try quote.spreadBps(comparableWith: limit)
                XCTAssertEqual(estimate > limit, exact > limit, "\(bid) \(ask) against \(limit)")
                XCTAssertEqual(estimate < limit, exact < limit, "\(bid) \(ask) against \(limit)")
                let both = try quote.spreadBps(comparableWith: limit, 50)
                XCTAssertEqual(both > limit, exact > limit, "\(bid) \(ask) against \(limit)")
                XCTAssertEqual(both > 50, exact > 50, "\(bid) \(ask) against 50")
                XCTAssertEqual(both.rounded(.towardZero), exact.rounded(.towardZero), "\(bid) \(ask)")
            }
        }
    }
}
