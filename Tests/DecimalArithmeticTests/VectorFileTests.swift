// The recorded vector files `decimal` and `float_repr`, line by line.

import DecimalArithmetic
import Foundation
import XCTest

import struct DecimalArithmetic.Decimal

final class VectorFileTests: XCTestCase {
    func testDecimalVectors() throws {
        let lines = try VectorFiles.lines(of: "decimal")
        XCTAssertGreaterThan(lines.count, 10_000)
        var failures = 0
        for line in lines {
            let actual = DecimalVector(line).evaluate()
            let expected = DecimalVector.recordedOutcome(line)
            if actual != expected {
                failures += 1
                if failures <= 20 { XCTFail("decimal #\(line.id) \(line.input): \(actual), recorded \(expected)") }
            }
        }
        print("decimal vectors: \(lines.count - failures) passed, \(failures) failed")
        XCTAssertEqual(failures, 0)
    }

    func testFloatReprVectors() throws {
        let lines = try VectorFiles.lines(of: "float_repr")
        XCTAssertGreaterThan(lines.count, 900)
        var failures = 0
        for line in lines {
            let actual = try FloatReprEvaluation.evaluate(line.input)
            let expected = line.output?.members ?? [:]
            XCTAssertFalse(expected.isEmpty, "float_repr #\(line.id) has no output object")
            for (key, value) in expected where value.scalarText != actual[key] {
                failures += 1
                if failures <= 20 {
                    XCTFail("float_repr #\(line.id) \(line.input) \(key): \(actual[key] ?? "-"), recorded \(value)")
                }
            }
        }
        print("float_repr vectors: \(lines.count) lines, \(failures) failed")
        XCTAssertEqual(failures, 0)
    }
}

/// Evaluates the operations of the float_repr file; keys as recorded.
private enum FloatReprEvaluation {
    static func evaluate(_ input: VectorJSON) throws -> [String: String] {
        switch input["op"]?.string ?? "" {
        case "repr":
            let value = Double(bitPattern: UInt64(text(input, "bits"), radix: 16)!)
            let shortest = DoubleText.text(value)
            return [
                "repr": shortest, "json": shortest, "decimal_of_repr": Decimal(shortest: value).description,
            ]
        case "spacing_factor":
            let bps = number(input, "bps")
            return [
                "up": DoubleMath.spacingFactorUp(bps: bps).description,
                "down": DoubleMath.spacingFactorDown(bps: bps).description,
            ]
        case "round2": return ["repr": DoubleText.text(DoubleMath.round2(number(input, "x")))]
        case "mul": return ["repr": DoubleText.text(number(input, "a") * number(input, "b"))]
        case "sqrt100": return ["int": String(DoubleMath.sqrt100(Int(number(input, "n"))))]
        case "pow":
            let value = DoubleMath.pow(number(input, "base"), Double(text(input, "exp"))!)
            return ["repr": DoubleText.text(value), "decimal": Decimal(shortest: value).description]
        case "dec_ratio": return try ratio(bid: Decimal(text(input, "bid")), ask: Decimal(text(input, "ask")))
        case "impact_bps": return try impact(old: Decimal(text(input, "old")), new: Decimal(text(input, "new")))
        default: return [:]
        }
    }

    private static func ratio(bid: Decimal, ask: Decimal) throws -> [String: String] {
        let mid = try (bid + ask) / .two
        let spread = try ((ask - bid) / mid * .tenThousand).doubleValue
        return [
            "mid": mid.description, "spread_bps": DoubleText.text(spread),
            "bits": DecimalVector.hexBits(spread), "int": String(Int(spread)),
        ]
    }

    private static func impact(old: Decimal, new: Decimal) throws -> [String: String] {
        // The ratio becomes a double before it is scaled.
        let change = try ((new - old).magnitude() / old).doubleValue * 10_000
        return ["repr": DoubleText.text(change), "round2": DoubleText.text(DoubleMath.round2(change))]
    }

    private static func text(_ input: VectorJSON, _ key: String) -> String { input[key]?.string ?? "" }
    private static func number(_ input: VectorJSON, _ key: String) -> Double { input[key]?.double ?? .nan }
}
