// Features specification, section 6: the tables of vectors.

import DecimalArithmetic
import Domain
import XCTest

@testable import Features

import struct DecimalArithmetic.Decimal

final class BookFeaturesTests: XCTestCase {
    /// `"100x0.001 101x0.002"`: price and quantity of each level, best first.
    private func levels(_ text: String) -> [BookLevel] {
        text.split(separator: " ").map {
            let parts = $0.split(separator: "x")
            return BookLevel(price: dec(String(parts[0])), quantity: dec(String(parts[1])))
        }
    }

    private func features(bids: String = "", asks: String = "", _ reference: String = "0.003") throws -> BookFeatures {
        var scratch: [Decimal] = []
        return try BookFeatures(
            bids: levels(bids).span, asks: levels(asks).span, quantityReference: dec(reference), scratch: &scratch)
    }

    private func failure(bids: String = "", asks: String = "", _ reference: String = "0.003") -> DecimalError? {
        do { _ = try features(bids: bids, asks: asks, reference); return nil } catch { return error as? DecimalError }
    }

    func testBuyImpact() throws {
        let rows: [(String, Int, Bool)] = [
            ("", 500, true), ("100x0.003", 0, false), ("100x0.001 101x0.002", 67, false),
            ("100x0.002 101x0.0009", 500, true), ("100x0.0015 100.01x0.0015", 0, false),
            ("100x0.0015 100.03x0.0015", 2, false), ("100x0.0015 100.05x0.0015", 2, false),
            ("1.0001x0.001 1.0101x0.003", 67, false), ("100x0.0015 105x0.0015", 250, false),
            ("100x0.0015 110x0.0015", 500, true), ("100x0.001 107.5x0.002", 500, true),
            ("100x0.001 200x0.002", 6667, false),
        ]
        for (asks, impact, isInsufficient) in rows {
            let result = try features(asks: asks)
            XCTAssertEqual(result.buyImpactBps, impact, asks)
            XCTAssertEqual(result.buyDepthInsufficient, isInsufficient, asks)
        }
        XCTAssertEqual(try features(asks: "100x0.5 101x0.5", "1").buyImpactBps, 50)
    }

    func testSellImpact() throws {
        let rows: [(String, Int, Bool)] = [
            ("", 500, true), ("1.0000x0.001 0.9900x0.003", 67, false), ("100x0.0015 99.97x0.0015", 2, false),
            ("100x0.001 92.5x0.002", 500, true), ("100x0.0015 90x0.0015", 500, true), ("100x0.001 1x0.002", 6600, false),
            ("100x0.0029", 500, true),
        ]
        for (bids, impact, isInsufficient) in rows {
            let result = try features(bids: bids)
            XCTAssertEqual(result.sellImpactBps, impact, bids)
            XCTAssertEqual(result.sellDepthInsufficient, isInsufficient, bids)
        }
    }

    func testAZeroPriceOrReferenceIsADivisionError() {
        XCTAssertEqual(failure(asks: "0x0.003"), .invalidOperation)
        XCTAssertEqual(failure(asks: "0x0.001 1x1"), .divisionByZero)
        XCTAssertEqual(failure(asks: "1x1", "0"), .invalidOperation)
        XCTAssertEqual(failure(asks: "1xInfinity"), .invalidOperation)
    }

    func testWallScore() throws {
        let rows: [(String, Int)] = [
            ("1 2", 1000), ("1 1 1", 1000), ("1 2 3", 1500), ("1 2 9", 4500), ("1 2 3 4", 1600), ("1 1 10 10", 1818),
            ("3 3 10", 3333), ("7 7 22", 3143), ("2 4 9", 2250), ("16 16 16 17", 1062), ("2000 2000 2001", 1000),
            ("2000 2000 2003", 1002), ("1 2 3 1000", 400_000), ("0 0 5", 1000), ("", 1000),
        ]
        for (quantities, score) in rows {
            let ascending = quantities.split(separator: " ").map { dec(String($0)) }
            for order in [ascending, ascending.reversed()] {
                var scratch = [dec("99")]
                let side = order.map { BookLevel(price: .one, quantity: $0) }
                XCTAssertEqual(try WallScore.x1000(side.span, &scratch), score, quantities)
            }
        }
    }

    /// The score depends on the median only through its rank: any order gives what sorting gives.
    func testTheMedianIsFoundInAnyOrder() throws {
        var random = SystemIndependentRandom(seed: 11)
        for count in 3...41 {
            let values = (0..<count).map { _ in Int(random.next() % 12) + 1 }
            let sorted = values.sorted()
            let twiceMedian = count % 2 == 1 ? 2 * sorted[count / 2] : sorted[count / 2 - 1] + sorted[count / 2]
            let expected = try (Decimal(sorted[count - 1]) / (Decimal(twiceMedian) / .two) * Decimal(1000)).roundedInt()
            var scratch: [Decimal] = []
            let side = values.map { BookLevel(price: .one, quantity: Decimal($0)) }
            XCTAssertEqual(try WallScore.x1000(side.span, &scratch), expected, "\(values)")
        }
    }

    func testImbalance() throws {
        let rows = [
            ("", "", 0), ("9x1", "", 10000), ("9x1", "10x3", -5000), ("9x1 8x2", "10x1", 5000), ("9x1", "10x1.0001", 0),
            ("9x1", "10x1.0003", -1), ("9x20001", "10x20000", 0),
        ]
        for (bids, asks, imbalance) in rows {
            XCTAssertEqual(try features(bids: bids, asks: asks).imbalanceBps, imbalance, "\(bids) against \(asks)")
        }
    }
}
