// Features specification, section 4.

import DecimalArithmetic
import Features
import XCTest

final class L1FeaturesTests: XCTestCase {
    func testTheTableOfTheSpecification() throws {
        let rows = [
            ("10", "10", 0, "10"), ("0", "0", 0, "0"), ("1", "0", 10000, "0"), ("0", "1", -10000, "0"),
            ("3", "1", 5000, "1"), ("1", "3", -5000, "1"), ("10.0", "10.1", -50, "10.0"), ("10.0", "10", 0, "10.0"),
            ("10", "10.0", 0, "10"), ("1.5", "2.0", -1429, "1.5"), ("520.0", "480.0", 400, "480.0"),
            ("0.00000001", "0", 5000, "0"), ("0", "0.00000001", -5000, "0"), ("1", "1.0001", 0, "1"),
            ("1", "1.0002", -1, "1"), ("20001", "20000", 0, "20000"), ("1000000", "1", 10000, "1"),
            ("-1", "1", -2_000_000_000_000, "-1"), ("5", "-5", 10_000_000_000_000, "-5"),
        ]
        for (bid, ask, imbalance, thin) in rows {
            let l1 = try L1Features(bidQuantity: dec(bid), askQuantity: dec(ask), spreadBps: 0)
            XCTAssertEqual(l1.imbalanceBps, imbalance, "\(bid) against \(ask)")
            XCTAssertEqual(l1.thinQuantity.description, thin, "\(bid) against \(ask)")
        }
    }

    func testASpreadIsTruncatedTowardsZero() throws {
        for (spread, expected) in [(0.19, 0), (15.9, 15), (-99.5, -99), (-0.0, 0), (1e18, 1_000_000_000_000_000_000)] {
            let l1 = try L1Features(bidQuantity: dec("1"), askQuantity: dec("1"), spreadBps: spread)
            XCTAssertEqual(l1.spreadBps, expected)
        }
    }

    /// Near a tie or far from it: the integer is that of the exact ratio.
    func testTheImbalanceIsThatOfExactArithmetic() throws {
        var random = SystemIndependentRandom(seed: 8)
        for _ in 0..<40_000 {
            let ask = Int(random.next() % 1_000_000)
            // Aim at half basis points: bid = ask x (1 + r) / (1 - r), +- a little.
            let ratio = (Double(random.next() % 20_000) - 10_000 + 0.5) / 10_000
            let aimed = Double(ask) * (1 + ratio) / (1 - ratio)
            let bid = random.next() % 2 == 0 ? Int(random.next() % 1_000_000) : Int(min(aimed, 1e15))
            let bidQuantity = Decimal(coefficient: UInt128(bid), exponent: -3)
            let askQuantity = Decimal(coefficient: UInt128(ask), exponent: -Int(random.next() % 4))
            let l1 = try L1Features(bidQuantity: bidQuantity, askQuantity: askQuantity, spreadBps: 0)
            let exact = try ((bidQuantity - askQuantity) / (bidQuantity + askQuantity + dec("0.00000001"))) * .tenThousand
            let text = try exact.quantized(exponent: 0).description
            XCTAssertEqual(l1.imbalanceBps, Int(text == "-0" ? "0" : text), "\(bid) \(askQuantity)")
        }
    }

    private func failure(_ bid: String, _ ask: String, _ spread: Double) -> DecimalError? {
        do throws(DecimalError) {
            _ = try L1Features(bidQuantity: dec(bid), askQuantity: dec(ask), spreadBps: spread)
            return nil
        } catch { return error }
    }

    func testWhatIsNoNumberIsRefused() {
        XCTAssertEqual(failure("1", "1", .nan), .notANumber)
        XCTAssertEqual(failure("1", "1", .infinity), .overflow)
        XCTAssertEqual(failure("1", "1", 1e19), .integerOverflow)
        XCTAssertNotNil(failure("NaN", "1", 0))
        XCTAssertNotNil(failure("1", "NaN", 0))
        XCTAssertEqual(failure("1", "-1.00000001", 0), .divisionByZero)
        XCTAssertNil(failure("1", "1", 0))
    }

    func testAThinQuantityKeepsEveryDigit() throws {
        let long = String(repeating: "7", count: 45) + ".50"
        let l1 = try L1Features(bidQuantity: dec(long), askQuantity: dec("1E+60"), spreadBps: 0)
        XCTAssertEqual(l1.thinQuantity.description, long)
    }
}
