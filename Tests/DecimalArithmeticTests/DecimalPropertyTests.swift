// Structural guarantees and properties that need no recorded data.

import DecimalArithmetic
import XCTest

import struct DecimalArithmetic.Decimal

final class DecimalPropertyTests: XCTestCase {
    func testLayoutIsTrivialAnd32Bytes() {
        XCTAssertEqual(MemoryLayout<Decimal>.size, 32)
        XCTAssertEqual(MemoryLayout<Decimal>.stride, 32)
        XCTAssertTrue(_isPOD(Decimal.self))
    }

    func testDigitCountAtEveryPowerOfTen() throws {
        var power: UInt128 = 1
        for exponent in 0...38 {
            XCTAssertEqual(Decimal(coefficient: power, exponent: 0).digitCount, exponent + 1)
            if power > 1 { XCTAssertEqual(Decimal(coefficient: power - 1, exponent: 0).digitCount, exponent) }
            if exponent < 38 { power *= 10 }
        }
        XCTAssertEqual(Decimal(coefficient: .max, exponent: 0).digitCount, 39)
    }

    /// 10^n and 10^n - 1 squared reach every digit count of the 256-bit intermediate.
    func testProductsAtEveryPowerOfTen() throws {
        for left in 0...38 {
            for right in 0...38 {
                let a = try Decimal("1" + String(repeating: "0", count: left))
                let b = try Decimal("1" + String(repeating: "0", count: right))
                let product = try a * b
                XCTAssertEqual(product.adjustedExponent, left + right)
                XCTAssertEqual(product.digitCount, min(28, left + right + 1))
                XCTAssertTrue(try product.isIdentical(to: product.plus()))
            }
        }
    }

    func testTextRoundTripsIdentically() throws {
        var state: UInt64 = 42
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let coefficient = UInt128(state) &* UInt128(state >> 7) >> UInt128(state % 128)
            let value = Decimal(
                coefficient: coefficient, exponent: Int(state >> 40) % 90 - 60, isNegative: state & 2 == 2)
            XCTAssertTrue(value.isIdentical(to: try Decimal(value.description)), value.description)
        }
    }

    func testLongCoefficientsAreDeduplicatedAndExposed() throws {
        let digits = String(repeating: "7", count: 60)
        let a = try Decimal(digits + "e-3")
        let entries = LongCoefficientTable.entryCount
        let b = try Decimal("0" + digits + "e-3")
        XCTAssertEqual(LongCoefficientTable.entryCount, entries)
        XCTAssertTrue(a.isIdentical(to: b))
        XCTAssertEqual(a.longCoefficientDigits, digits)
        XCTAssertEqual(a.digitCount, 60)
        XCTAssertNil(Decimal.one.longCoefficientDigits)
    }

    func testExactDoublesNeverUseTheTable() throws {
        let entries = LongCoefficientTable.entryCount
        let value = Decimal(exactly: 1.1)
        XCTAssertEqual(value.description, "1.100000000000000088817841970012523233890533447265625")
        XCTAssertEqual(LongCoefficientTable.entryCount, entries)
        XCTAssertTrue(value.isIdentical(to: try Decimal(value.description)))
        XCTAssertEqual(Decimal(exactly: .leastNonzeroMagnitude).doubleValue, .leastNonzeroMagnitude)
        XCTAssertEqual(Decimal(exactly: .greatestFiniteMagnitude).doubleValue, .greatestFiniteMagnitude)
    }

    /// Order by value across exponents, against the sign of the exact difference.
    func testComparisonAcrossExponents() throws {
        var state: UInt64 = 5
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 11
        }
        for _ in 0..<20_000 {
            let left = Decimal(coefficient: UInt128(next() >> (next() % 50)), exponent: -Int(next() % 24))
            // Often the same value, written with other zeros.
            let zeros = Int(next() % 4)
            let right = next() % 2 == 0
                ? Decimal(coefficient: UInt128(next() >> (next() % 50)), exponent: -Int(next() % 24))
                : try left.quantized(exponent: Int(left.exponent) - zeros)
            let difference = try left - right
            let expected = difference.isZero ? 0 : difference.isSignMinus ? -1 : 1
            XCTAssertEqual(try left.compare(right), expected, "\(left) \(right)")
            XCTAssertEqual(try right.compare(left), -expected, "\(right) \(left)")
        }
    }

    func testComparisonErrorsAndTies() throws {
        let tenth = try Decimal("0.10")
        XCTAssertEqual(try Decimal("1E+2"), Decimal(100))
        XCTAssertEqual(try tenth.compare(toDouble: 0.1), -1)
        XCTAssertEqual(try Decimal("0.5").compare(toDouble: 0.5), 0)
        XCTAssertEqual(try Decimal.maximum(Decimal("1.0"), Decimal("1.00")).description, "1.0")
        XCTAssertEqual(try Decimal.minimum(Decimal("1.00"), Decimal("1.0")).description, "1.00")
        XCTAssertNotEqual(Decimal.nan, Decimal.nan)
        XCTAssertThrowsError(try Decimal.nan.isLess(than: .one)) {
            XCTAssertEqual($0 as? DecimalError, .invalidOperation)
        }
        XCTAssertThrowsError(try Decimal("sNaN").isEqual(to: .one))
    }

    func testIntegerBounds() throws {
        XCTAssertEqual(try Decimal("-9223372036854775808.9").truncatedInt(), Int.min)
        XCTAssertEqual(try Decimal("9223372036854775807.4").roundedInt(), Int.max)
        XCTAssertThrowsError(try Decimal("9223372036854775807.5").roundedInt()) {
            XCTAssertEqual($0 as? DecimalError, .integerOverflow)
        }
        XCTAssertThrowsError(try Decimal("1e1000000000").truncatedIntegerText())
    }

    func testDoubleTextRows() {
        let rows: [(Double, String)] = [
            (10, "10.0"), (0.1 + 0.2, "0.30000000000000004"), (1.0 / 3, "0.3333333333333333"),
            (1e15, "1000000000000000.0"), (9_999_999_999_999_998, "9999999999999998.0"), (1e16, "1e+16"),
            (18_014_398_509_481_984, "1.8014398509481984e+16"), (123_456_789_012_345_680, "1.2345678901234568e+17"),
            (0.0001, "0.0001"), (0.00001, "1e-05"), (0.000015, "1.5e-05"), (1e22, "1e+22"), (1e23, "1e+23"),
            (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (-0.0, "-0.0"), (0, "0.0"),
            (.nan, "NaN"), (-.infinity, "-Infinity"),
        ]
        for (value, text) in rows { XCTAssertEqual(DoubleText.text(value), text) }
    }

    func testSquareRootsAndPowers() {
        let roots = [
            (1, 100), (2, 141), (3, 173), (4, 200), (5, 223), (10, 316), (12, 346), (15, 387), (30, 547), (60, 774),
            (120, 1095), (240, 1549), (1440, 3794),
        ]
        for (n, root) in roots { XCTAssertEqual(DoubleMath.sqrt100(n), root) }
        let powers = [
            "1.0", "2.8284271247461903", "5.196152422706632", "8.0", "11.180339887498949", "14.696938456699069",
            "18.520259177452136", "22.627416997969522", "27.0", "31.622776601683793", "36.4828726939094",
            "41.569219381653056", "46.87216658103186", "52.38320341483518", "58.09475019311125", "64.0",
            "70.09279563550022", "76.36753236814714", "82.8190799272728", "89.44271909999159",
        ]
        for (index, text) in powers.enumerated() {
            XCTAssertEqual(DoubleText.text(DoubleMath.pow(Double(index + 1), 1.5)), text)
        }
    }
}
