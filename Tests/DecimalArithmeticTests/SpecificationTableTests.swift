// The tables of spec/decimal.md themselves are the data: every row of a table whose header is known is checked.

import DecimalArithmetic
import Foundation
import TestSupport
import XCTest

import struct DecimalArithmetic.Decimal

final class SpecificationTableTests: XCTestCase {
    func testEveryKnownTableRow() throws {
        let text = try String(contentsOfFile: SharedCorpus.shared("spec/decimal.md"), encoding: .utf8)
        var header: [String] = []
        var checked: [String: Int] = [:]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                header = []
                continue
            }
            let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            if header.isEmpty {
                header = cells
            } else if !cells[0].hasPrefix("---") {
                let key = header.joined(separator: "|")
                if try check(key, cells) { checked[key, default: 0] += 1 }
            }
        }
        XCTAssertGreaterThanOrEqual(checked.count, 15, "tables with a known header")
        XCTAssertGreaterThanOrEqual(checked.values.reduce(0, +), 317, "rows checked")
    }

    /// Checks one row; false when the table is prose.
    private func check(_ header: String, _ row: [String]) throws -> Bool {
        let cells = row.map { $0.replacingOccurrences(of: "`", with: "") }
        switch header {
        case "Text|(s, c, e)|Prints as": checkParsing(row)
        case "coefficient|exponent|adj|text":
            let value = Decimal(coefficient: UInt128(cells[0])!, exponent: Int(cells[1])!)
            XCTAssertEqual(value.adjustedExponent, Int(cells[2]))
            XCTAssertEqual(value.description, cells[3])
        case "a|b|a + b": checkOperation("+", cells[0], cells[1], cells[2])
        case "a|b|a − b": checkOperation("−", cells[0], cells[1], cells[2])
        case "a|b|a × b": checkOperation("×", cells[0], cells[1], cells[2])
        case "a|b|a ÷ b": checkOperation("÷", cells[0], cells[1], cells[2])
        case "op|a|b|result": checkOperation(cells[0], cells[1], cells[2], cells[3])
        case "x|pattern|mode|result": checkQuantize(cells)
        case "x|int|round|abs|−x|truthy|double": try checkConversions(cells)
        case "Decimal|→ double|truncated": try checkDouble(cells)
        case "s (bps)|f_up|f_down":
            let bps = Double(cells[0].replacingOccurrences(of: " (skew)", with: ""))!
            XCTAssertEqual(DoubleMath.spacingFactorUp(bps: bps).description, cells[1])
            XCTAssertEqual(DoubleMath.spacingFactorDown(bps: bps).description, cells[2])
            XCTAssertEqual(DoubleMath.skewFactor(bps: bps).description, cells[1])
        case "side|s → text": checkNoisyFactors(side: cells[0], list: cells[1])
        case "center|factor|center×1.0, then successive products": try checkChain(cells)
        case "bid|ask|mid|spread|spread ÷ mid|× 10000|double": try checkSpread(cells)
        case "prev|cur|return|×10000|int bps": try checkReturn(cells)
        default: return false
        }
        return true
    }

    /// The text of a value, or the error as the tables spell it.
    private func outcome(_ value: () throws(DecimalError) -> String) -> String {
        do throws(DecimalError) {
            return try value()
        } catch {
            return switch error {
            case .syntax: "error InvalidOperation (syntax)"
            case .invalidOperation: "error InvalidOperation"
            case .divisionByZero: "error DivisionByZero"
            case .overflow: "error Overflow"
            case .notANumber: "value error"
            case .integerOverflow, .longCoefficientTableFull: "\(error)"
            }
        }
    }

    private func checkOperation(_ sign: String, _ a: String, _ b: String, _ expected: String) {
        let result = outcome { () throws(DecimalError) in
            let (left, right) = (try Decimal(a), try Decimal(b))
            switch sign {
            case "+": return try (left + right).description
            case "−": return try (left - right).description
            case "×": return try (left * right).description
            case "÷": return try (left / right).description
            default: return "'\(sign)' is no operation"
            }
        }
        // Behind the class some rows say what raised it.
        XCTAssertEqual(result, expected.replacingOccurrences(of: " (0/0)", with: ""), "\(a) \(sign) \(b)")
    }

    private func checkQuantize(_ cells: [String]) {
        let roundings: [String: DecimalRounding] = ["DOWN": .down, "HALF_EVEN": .halfEven]
        guard let rounding = roundings[cells[2]] else { return XCTFail("'\(cells[2])' is no rounding") }
        let result = outcome { () throws(DecimalError) in
            try Decimal(cells[0]).quantized(like: Decimal(cells[1]), rounding: rounding).description
        }
        XCTAssertEqual(result, cells[3], "\(cells)")
    }

    private func checkParsing(_ row: [String]) {
        let samples = ["(empty)": "", "(2 spaces)": "  "]
        // Spaces inside the back quotes belong to the text.
        let text = samples[row[0]] ?? row[0].replacingOccurrences(of: "`", with: "")
        let expected = row[2].replacingOccurrences(of: "`", with: "")
        XCTAssertEqual(outcome { () throws(DecimalError) in try Decimal(text).description }, expected, "'\(text)'")
    }

    private func checkConversions(_ cells: [String]) throws {
        let value = try Decimal(cells[0])
        let conversions: [(text: () throws(DecimalError) -> String, int: () throws(DecimalError) -> Int, cell: String)] = [
            (value.truncatedIntegerText, value.truncatedInt, cells[1]),
            (value.roundedIntegerText, value.roundedInt, cells[2]),
        ]
        for conversion in conversions {
            let expected = conversion.cell == "overflow error" ? "error Overflow" : conversion.cell
            XCTAssertEqual(outcome(conversion.text), expected, cells[0])
            // Int gives the same, wherever it suffices.
            let isTooLong = expected.allSatisfy { $0.isNumber || $0 == "-" } && Int(expected) == nil
            let converted = outcome { () throws(DecimalError) in String(try conversion.int()) }
            XCTAssertEqual(converted, isTooLong ? "\(DecimalError.integerOverflow)" : expected, cells[0])
        }
        XCTAssertEqual(outcome { () throws(DecimalError) in try value.magnitude().description }, cells[3], cells[0])
        XCTAssertEqual(outcome { () throws(DecimalError) in try (-value).description }, cells[4], cells[0])
        XCTAssertEqual(String(value.isSet), cells[5], cells[0])
        // The table spells what is not finite in lower case.
        XCTAssertEqual(DoubleText.text(value.doubleValue), ["nan": "NaN", "inf": "Infinity"][cells[6]] ?? cells[6], cells[0])
    }

    private func checkDouble(_ cells: [String]) throws {
        let value = try Decimal(cells[0]).doubleValue
        if cells[1] == "+inf" {
            XCTAssertEqual(value, .infinity)
        } else {
            XCTAssertEqual(DoubleText.text(value), cells[1])
            XCTAssertEqual(String(Int(value)), cells[2])
        }
    }

    /// The list is complete: all other integers from 1 to 500 give the exact factor.
    private func checkNoisyFactors(side: String, list: String) {
        var noisy: [Int: String] = [:]
        for entry in list.components(separatedBy: ", ") {
            let parts = entry.components(separatedBy: "→")
            noisy[Int(parts[0])!] = parts[1]
        }
        for bps in 1...500 {
            let isUp = side == "up"
            let factor =
                isUp
                ? DoubleMath.spacingFactorUp(bps: Double(bps)) : DoubleMath.spacingFactorDown(bps: Double(bps))
            if let text = noisy[bps] {
                XCTAssertEqual(factor.description, text)
            } else {
                XCTAssertEqual(factor, Decimal(coefficient: UInt128(isUp ? 10_000 + bps : 10_000 - bps), exponent: -4))
            }
        }
    }

    private func checkChain(_ cells: [String]) throws {
        let expected = cells[2].components(separatedBy: " → ")
        var value = try Decimal(cells[0]) * Decimal("1.0")
        for (index, text) in expected.enumerated() {
            if index > 0 { value = try value * Decimal(cells[1]) }
            XCTAssertEqual(value.description, text)
        }
    }

    private func checkSpread(_ cells: [String]) throws {
        let bid = try Decimal(cells[0])
        let ask = try Decimal(cells[1])
        let mid = try (bid + ask) / .two
        let spread = try ask - bid
        let ratio = try spread / mid
        let bps = try ratio * .tenThousand
        XCTAssertEqual([mid, spread, ratio, bps].map(\.description), Array(cells[2...5]))
        XCTAssertEqual(DoubleText.text(bps.doubleValue), cells[6])
    }

    private func checkReturn(_ cells: [String]) throws {
        let previous = try Decimal(cells[0])
        let change = try (Decimal(cells[1]) - previous) / previous
        XCTAssertEqual(change.description, cells[2].components(separatedBy: " ")[0])
        let bps = try change.magnitude() * .tenThousand
        XCTAssertEqual(bps.description, cells[3])
        XCTAssertEqual(String(try bps.quantized(exponent: 0).truncatedInt()), cells[4])
    }
}
